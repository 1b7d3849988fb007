//! A record beside the image that its build made, as it was saved and after it went through the classic store.

use super::{CONTAINERD, opened};
use crate::support::{fixture, gunzip};
use layerscope::build_record::{LinkedBy, StepBy, StepState};

/// A layer's step: the start of its name, the ground of the join, whether it is of the base, its state.
type Joined = Option<(String, StepBy, bool, StepState)>;

/// Each layer's step, in short, by the first build of the first image.
fn joined(record: &str, image: &[u8]) -> (LinkedBy, Vec<Joined>) {
    let bytes = fixture(record);
    let (records, workspace) = opened(&[("image.tar", image), ("record.dockerbuild", &bytes)]);
    let workspace = workspace.unwrap();
    let builds = records.of_image(workspace.image());
    let build = builds.first().unwrap_or_else(|| panic!("{record}: no join"));
    let record = &records.list()[build.build];
    let layer = |step: &Option<layerscope::build_record::LayerStep>| {
        step.map(|at| {
            let step = &record.steps[at.step];
            (step.name.split_whitespace().take(4).collect::<Vec<_>>().join(" "), at.by, at.base, step.state)
        })
    };
    (build.by, build.layers.iter().map(layer).collect())
}

fn names(layers: &[Joined]) -> Vec<&str> {
    layers.iter().map(|layer| layer.as_ref().map_or("-", |(name, ..)| name.as_str())).collect()
}

#[test]
fn each_layer_shows_its_step_whether_it_ran_or_was_cached() {
    for (name, by, states) in [
        ("engines/docker-28-containerd/bread-uncached", LinkedBy::Manifest, StepState::Done),
        ("engines/docker-28-containerd/bread-cached", LinkedBy::Manifest, StepState::Cached),
        ("engines/docker-28-graph/bread-uncached", LinkedBy::Config, StepState::Done),
    ] {
        let image = fixture(&format!("{name}.tar.gz"));
        let (linked, layers) = joined(&format!("{name}.dockerbuild"), &image);
        assert_eq!(linked, by, "{name}");
        let names = names(&layers);
        assert_eq!(names.len(), 4, "{name}: {names:?}");
        assert!(names[0].contains("FROM"), "{name}: {names:?}");
        assert!(
            names[1].contains("COPY --from=dough") && names[2].contains("COPY --from=filling"),
            "{name}: {names:?}"
        );
        assert!(names[3].contains("RUN"), "{name}: {names:?}");
        for (at, layer) in layers.iter().enumerate() {
            let (_, by, base, state) = layer.as_ref().unwrap();
            assert_eq!((*by, *base), (StepBy::Digest, at == 0), "{name}");
            if [1, 2].contains(&at) {
                assert_eq!(*state, states, "{name}: layer {at}");
            }
        }
    }
}

#[test]
fn an_image_that_went_through_the_classic_store_joins_by_its_config() {
    let image = gunzip(&fixture(&format!("{CONTAINERD}/bread-cached.tar.gz")));
    let image = super::damaged::without(&image, "index.json");
    let (by, layers) = joined(&format!("{CONTAINERD}/bread-cached.dockerbuild"), &image);
    assert_eq!(by, LinkedBy::Config);
    assert!(layers.iter().all(Option::is_some), "{layers:?}");
    assert!(layers.iter().flatten().all(|(_, by, ..)| *by == StepBy::Place), "{layers:?}");
}

#[test]
fn an_image_of_another_build_is_not_joined() {
    let record = fixture(&format!("{CONTAINERD}/bread-cached.dockerbuild"));
    for other in ["bread-uncached", "recipe"] {
        let image = fixture(&format!("{CONTAINERD}/{other}.tar.gz"));
        let (records, workspace) = opened(&[("image.tar", &image), ("record.dockerbuild", &record)]);
        assert!(records.of_image(workspace.unwrap().image()).is_empty(), "{other}");
    }
}

#[test]
fn each_platform_of_a_build_joins_its_own_steps() {
    let (image, record) =
        (fixture(&format!("{CONTAINERD}/platforms.tar.gz")), fixture(&format!("{CONTAINERD}/platforms.dockerbuild")));
    let (records, workspace) = opened(&[("image.tar", &image), ("record.dockerbuild", &record)]);
    let workspace = workspace.unwrap();
    for image in workspace.images() {
        let [build] = &records.of_image(image)[..] else { panic!("{:?}", image.config.platform) };
        let steps: Vec<&str> =
            build.layers.iter().flatten().map(|at| records.list()[0].steps[at.step].name.as_str()).collect();
        assert_eq!(steps.len(), image.layers.len(), "{:?}: {steps:?}", image.config.platform);
    }
}

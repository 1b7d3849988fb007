//! Names of images as engines write them: in full ("docker.io/library/busybox:1"), and short as a person types them. *Source:*
//! distribution/reference.

use super::json;
use serde_json::Value;

/// A name and its tag. A colon before the last slash is a port's.
pub fn split_tag(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once(':') {
        Some((repository, tag)) if !tag.contains('/') => (repository, Some(tag)),
        _ => (name, None),
    }
}

/// The name begins with a registry's host, as stored names of Docker do.
pub fn has_host(name: &str) -> bool {
    let host = name.split_once('/').map(|(host, _)| host);
    host.is_some_and(|host| host.contains(['.', ':']) || host == "localhost")
}

/// "busybox:1" is "docker.io/library/busybox:1".
pub fn full_name(name: &str) -> String {
    match name.contains('/') {
        true if has_host(name) => name.to_owned(),
        true => format!("docker.io/{name}"),
        false => format!("docker.io/library/{name}"),
    }
}

/// "docker.io/library/busybox:1" is "busybox:1".
pub fn short_name(name: &str) -> &str {
    match name.strip_prefix("docker.io/") {
        Some(rest) => rest.strip_prefix("library/").filter(|rest| !rest.contains('/')).unwrap_or(rest),
        None => name,
    }
}

/// containerd writes the full name in its own annotation; the OCI annotation may be only a tag.
pub fn ref_name(descriptor: &Value) -> Option<String> {
    let annotations = descriptor.get("annotations")?;
    json::some_text(annotations, "io.containerd.image.name")
        .or_else(|| json::some_text(annotations, "org.opencontainers.image.ref.name"))
}

#[cfg(test)]
mod tests {
    use super::{full_name, has_host, short_name, split_tag};

    #[test]
    fn names_are_completed_and_shortened_as_docker_does() {
        for (short, full) in [
            ("app:1", "docker.io/library/app:1"),
            ("team/app:1", "docker.io/team/app:1"),
            ("localhost/app:1", "localhost/app:1"),
            ("host:5000/app", "host:5000/app"),
            ("registry.example.com/a/b:c", "registry.example.com/a/b:c"),
        ] {
            assert_eq!((full_name(short).as_str(), short_name(full)), (full, short));
            assert!(has_host(full));
        }
        assert!(!has_host("app:1") && !has_host("team/app"));
        assert_eq!(split_tag("host:5000/app"), ("host:5000/app", None));
        assert_eq!(split_tag("host:5000/app:2"), ("host:5000/app", Some("2")));
    }
}

//! `completions` and `man`: the arguments described to shells and to man, by the library that reads them.

use super::help::help_text;
use super::output::print;
use super::words::{language, say};
use clap::{Args, Command};
use clap_complete::Shell;
use layerscope::problem::{Kind, Problem, Result};

/// Arguments of `completions`.
#[derive(Args)]
pub struct Completions {
    shell: Shell,
}

/// Arguments of `man`.
#[derive(Args)]
pub struct Man {
    command: Option<String>,
}

impl Completions {
    pub fn answer(self, mut program: Command) -> Result<u8> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, "layerscope", &mut script);
        print(&String::from_utf8_lossy(&script));
        Ok(0)
    }
}

impl Man {
    pub fn answer(self, program: Command) -> Result<u8> {
        let page = match &self.command {
            None => program,
            Some(name) => {
                let found = program.get_subcommands().find(|command| command.get_name() == name).cloned();
                let detail = || say("no-command", &[("name", name)]);
                let found = found.ok_or_else(|| Problem::new(Kind::NotFound).detail(detail()))?;
                let title = format!("layerscope-{name}");
                found.display_name(title.clone()).name(title)
            }
        };
        let mut roff = Vec::new();
        clap_mangen::Man::new(page).render(&mut roff)?;
        let lines = String::from_utf8_lossy(&roff).lines().map(section).collect::<String>();
        print(&lines);
        Ok(0)
    }
}

/// A line of the page; the names of sections, which the library writes in English, in the program's language.
fn section(line: &str) -> String {
    let name = line.strip_prefix(".SH ").and_then(|name| help_text(language(), &format!("man.{name}")));
    name.map_or_else(|| format!("{line}\n"), |name| format!(".SH {name}\n"))
}

//! `completions` and `man`: the program told to shells and to man, by the library that reads its arguments.

use super::output::print;
use clap::{Args, Command};
use clap_complete::Shell;
use layerscope::error::{Kind, Problem, Result};

/// Print a script that completes the program's arguments in a shell
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  layerscope completions bash > /etc/bash_completion.d/layerscope
  layerscope completions zsh > ~/.zfunc/_layerscope
  layerscope completions fish > ~/.config/fish/completions/layerscope.fish

Exit status:
  0  the script is printed
  2  wrong usage")]
pub struct Completions {
    /// The shell
    shell: Shell,
}

/// Print the manual page, or that of one command
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  layerscope man > /usr/local/share/man/man1/layerscope.1
  layerscope man check | man -l -

Exit status:
  0  the page is printed, in roff
  1  there is no such command
  2  wrong usage")]
pub struct Man {
    /// The command
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
    pub fn answer(self, mut program: Command) -> Result<u8> {
        program.build();
        let page = match &self.command {
            None => program,
            Some(name) => {
                let found = program.get_subcommands().find(|command| command.get_name() == name).cloned();
                let found = found.ok_or_else(|| Problem::new(Kind::NotFound).detail(format!("no command {name}")))?;
                let title = format!("layerscope-{name}");
                found.display_name(title.clone()).name(title)
            }
        };
        let mut roff = Vec::new();
        clap_mangen::Man::new(page).render(&mut roff)?;
        print(&String::from_utf8_lossy(&roff));
        Ok(0)
    }
}

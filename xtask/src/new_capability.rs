//! A new capability: the file set of one that compiles, passes tidy and shows an empty page, and the lines that wire it in.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use crate::shell::{Outcome, Stop, root};
use crate::tidy::rooms::ORDER;

/// The files, with what stands for the names in them.
const FILES: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("../templates/capability/Cargo.toml.txt")),
    ("askama.toml", include_str!("../templates/capability/askama.toml.txt")),
    ("build.rs", include_str!("../templates/capability/build.rs.txt")),
    ("README.md", include_str!("../templates/capability/README.md.txt")),
    ("src/lib.rs", include_str!("../templates/capability/src/lib.rs.txt")),
    ("src/facts.rs", include_str!("../templates/capability/src/facts.rs.txt")),
    ("src/state.rs", include_str!("../templates/capability/src/state.rs.txt")),
    ("src/acts.rs", include_str!("../templates/capability/src/acts.rs.txt")),
    ("src/look.rs", include_str!("../templates/capability/src/look.rs.txt")),
    ("src/spec.rs", include_str!("../templates/capability/src/spec.rs.txt")),
    ("src/tables.sql", include_str!("../templates/capability/src/tables.sql.txt")),
    ("src/tables.rs", include_str!("../templates/capability/src/tables.rs.txt")),
    ("src/reads.rs", include_str!("../templates/capability/src/reads.rs.txt")),
    ("src/api.rs", include_str!("../templates/capability/src/api.rs.txt")),
    ("src/pages.rs", include_str!("../templates/capability/src/pages.rs.txt")),
    ("src/pages/list.html", include_str!("../templates/capability/src/pages/list.html.txt")),
    ("texts/zh.ftl", include_str!("../templates/capability/texts/zh.ftl.txt")),
    ("texts/en.ftl", include_str!("../templates/capability/texts/en.ftl.txt")),
    ("tests/doors.rs", include_str!("../templates/capability/tests/doors.rs.txt")),
];

/// The section of the rail for each group of capabilities.
const SECTIONS: &[(&str, &str)] = &[
    ("base", "Office"),
    ("prevention", "Prevention"),
    ("command", "Response"),
    ("support", "Resources"),
    ("information", "Releases"),
    ("recovery", "Recovery"),
];

/// The names of a new capability.
struct Names {
    group: String,
    name: String,
    subject: String,
    section: &'static str,
}

/// Makes the capability GROUP NAME and wires it into the program.
pub fn run(words: &[String]) -> Outcome {
    let [group, name] = words else {
        return Err(Stop::because(
            "name the group and the capability, for example `cargo xtask new-capability prevention risks`",
        ));
    };
    let names = Names::of(group, name)?;
    let root = root();
    let folder = root.join("capabilities").join(group).join(name);
    if folder.exists() {
        return Err(Stop::because(format!("capabilities/{group}/{name} is there already")));
    }
    for (file, text) in FILES {
        write(&folder.join(file), &names.put_into(text))?;
    }
    let samples = root.join("fixtures/facts").join(&names.subject);
    write(&samples.join("entered.json"), "{\"kind\":\"entered\",\"title\":\"one\",\"area\":\"990100\"}\n")?;
    write(&samples.join("closed.json"), "{\"kind\":\"closed\",\"reason\":\"over\"}\n")?;
    wire(&root, &names)?;
    println!("capabilities/{group}/{name} is there and wired in. Next: its words in texts/, its row in docs/glossary.md,");
    println!("its actions in server/policies; then `cargo test -p {name}` and `cargo xtask tidy`.");
    Ok(ExitCode::SUCCESS)
}

impl Names {
    fn of(group: &str, name: &str) -> Result<Self, Stop> {
        if !ORDER.contains(&(group, name)) {
            let known: Vec<String> = ORDER.iter().map(|(group, name)| format!("{group} {name}")).collect();
            return Err(Stop::because(format!("the house has no place for {group} {name}; it has: {}", known.join(", "))));
        }
        let section = SECTIONS.iter().find(|(known, _)| *known == group).map(|(_, section)| *section);
        let section = section.ok_or_else(|| Stop::because(format!("the rail has no section for {group}")))?;
        Ok(Self { group: group.to_owned(), name: name.to_owned(), subject: singular(name), section })
    }

    fn put_into(&self, text: &str) -> String {
        text.replace("__crate__", &self.name)
            .replace("__Crate__", &capital(&self.name))
            .replace("__subject__", &self.subject)
            .replace("__Subject__", &capital(&self.subject))
            .replace("__Section__", self.section)
    }
}

/// The lines that the workspace and the program need: members are found by their place, dependencies and wiring are not.
fn wire(root: &Path, names: &Names) -> Result<(), Stop> {
    let Names { group, name, subject, .. } = names;
    let lines = [
        ("Cargo.toml", "testkit = { path", format!("{name} = {{ path = \"capabilities/{group}/{name}\" }}\n")),
        ("server/Cargo.toml", "boards.workspace = true", format!("{name}.workspace = true\n")),
        ("server/src/wiring.rs", "        // new capabilities", format!("        {name}::capability(),\n")),
        ("server/src/wiring.rs", "        // new texts", format!("        &{name}::words::TEXTS,\n")),
        ("server/src/wiring.rs", "        // new doors", format!("        doors.extend({name}::doors());\n")),
        (
            "docs/glossary.md",
            "<!-- new terms -->",
            format!("| | {subject} `{subject}` | say here what it is | source | `{name}::{}` |\n", capital(subject)),
        ),
    ];
    for (file, before, line) in lines {
        let path = root.join(file);
        let text = fs::read_to_string(&path).map_err(|fault| Stop::because(format!("{file}: {fault}")))?;
        let at = text.find(before).ok_or_else(|| Stop::because(format!("{file} has no line that begins with {before:?}")))?;
        write(&path, &format!("{}{line}{}", &text[..at], &text[at..]))?;
    }
    let policies = root.join("server/policies/schema.cedarschema");
    let text = fs::read_to_string(&policies).map_err(|fault| Stop::because(format!("{}: {fault}", policies.display())))?;
    let text = text.replacen("action \"incidents.read\",", &format!("action \"{name}.read\", \"incidents.read\","), 1);
    let text = text.replacen("action \"incidents.report\",", &format!("action \"{name}.work\", \"incidents.report\","), 1);
    write(&policies, &text)
}

fn write(path: &Path, text: &str) -> Result<(), Stop> {
    let wrong = |fault: std::io::Error| Stop::because(format!("{}: {fault}", path.display()));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(wrong)?;
    }
    fs::write(path, text).map_err(wrong)
}

/// The word for one of them: `risks` has a risk, `supplies` a supply, `duty` is its own.
fn singular(name: &str) -> String {
    match (name.strip_suffix("ies"), name.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) => stem.to_owned(),
        (None, None) => name.to_owned(),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capability_is_named_in_the_plural_and_its_subject_is_one_of_them() {
        assert_eq!(["risks", "supplies", "duty"].map(singular), ["risk", "supply", "duty"]);
        let names = Names::of("prevention", "risks").unwrap();
        assert_eq!(names.put_into("__Subject__ of __crate__"), "Risk of risks");
        assert!(Names::of("prevention", "surprises").is_err());
    }

    #[test]
    fn no_name_is_left_open_in_any_file() {
        let names = Names::of("prevention", "risks").unwrap();
        for (file, text) in FILES {
            assert!(!names.put_into(text).contains("__"), "{file}");
        }
    }
}

//! A new capability: the file set of one that compiles, passes tidy and shows an empty page, and the lines that wire it in.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use crate::shell::{Outcome, Stop, cargo, root, run as run_to_its_end};
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

/// One sample of each sort of fact, by file name.
const SAMPLES: &[(&str, &str)] = &[
    ("entered.json", "{\n  \"kind\": \"entered\",\n  \"title\": \"one\",\n  \"area\": \"990100\"\n}\n"),
    ("closed.json", "{\n  \"kind\": \"closed\",\n  \"reason\": \"over\"\n}\n"),
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
    generate(&root, &names)?;
    run_to_its_end(&mut cargo(&["fmt", "--package", name]))?;
    println!(
        "capabilities/{group}/{name} is there and wired in: `cargo test -p {name}` and `cargo xtask tidy` hold as it stands."
    );
    println!("Next: its words in texts/, its README, its row in docs/glossary.md, who may do what in server/policies.");
    println!("`UPDATE=1 cargo test -p server --test authority` writes its doors into docs/authority.md.");
    Ok(ExitCode::SUCCESS)
}

/// Writes the files and the lines that wire them in, under `root`. Answers which files were written. They are formatted after that,
/// because how a line breaks depends on the length of a name.
fn generate(root: &Path, names: &Names) -> Result<Vec<String>, Stop> {
    let folder = format!("capabilities/{}/{}", names.group, names.name);
    if root.join(&folder).exists() {
        return Err(Stop::because(format!("{folder} is there already")));
    }
    let files = FILES.iter().map(|(file, text)| (format!("{folder}/{file}"), names.put_into(text)));
    let samples = SAMPLES.iter().map(|(file, text)| (format!("fixtures/facts/{}/{file}", names.subject), (*text).to_owned()));
    let mut written = Vec::new();
    for (path, text) in files.chain(samples) {
        write(root, &path, &text)?;
        written.push(path);
    }
    written.extend(wire(root, names)?);
    Ok(written)
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

    /// Those that stand after it in the one order.
    fn later(&self) -> impl Iterator<Item = &'static str> {
        ORDER.iter().map(|(_, name)| *name).skip_while(|name| *name != self.name).skip(1)
    }

    /// Where its line belongs in a list of capabilities: before the first that stands after it, or else before `end`. A line of the
    /// list is what `line` makes of a name.
    fn place(&self, text: &str, end: &str, line: impl Fn(&str) -> String) -> Option<usize> {
        let later = self.later().filter_map(|name| text.find(&line(name)));
        later.min().or_else(|| text.find(end))
    }
}

/// The lines that the workspace and the program need: members are found by their place, dependencies and wiring are not.
fn wire(root: &Path, names: &Names) -> Result<Vec<String>, Stop> {
    let Names { group, name, subject, .. } = names;
    let member = |name: &str| {
        let group = ORDER.iter().find(|(_, known)| *known == name).map_or(group.as_str(), |(group, _)| *group);
        format!("{name} = {{ path = \"capabilities/{group}/{name}\" }}\n")
    };
    let dependency = |name: &str| format!("\n{name}.workspace = true\n");
    let capability = |name: &str| format!("        {name}::capability(),\n");
    let texts = |name: &str| format!("        &{name}::words::TEXTS,\n");
    insert(root, "Cargo.toml", &member(name), |text| names.place(text, "smtp = { path", member))?;
    insert(root, "server/Cargo.toml", &dependency(name)[1..], |text| {
        names.place(text, "\nboards.workspace = true", dependency).map(|at| at + 1)
    })?;
    let wiring = "server/src/wiring.rs";
    insert(root, wiring, &capability(name), |text| names.place(text, "        // new capabilities stand here", capability))?;
    insert(root, wiring, &texts(name), |text| names.place(text, "        // new texts stand here", texts))?;
    insert(root, wiring, &format!("        doors.extend({name}::doors());\n"), |text| {
        text.find("        // new doors stand here")
    })?;
    let term = format!("| | {subject} `{subject}` | say here what it is | source | `{name}::{}` |\n", capital(subject));
    insert(root, "docs/glossary.md", &term, |text| text.find("\n## The incident"))?;
    let schema = "server/policies/schema.cedarschema";
    let before = |word: &'static str| move |text: &str| text.find(word);
    insert(root, schema, &format!("\"{name}.read\", "), before("\"incidents.read\","))?;
    insert(root, schema, &format!("\"{name}.work\", "), before("\"incidents.report\","))?;
    Ok(["Cargo.toml", "server/Cargo.toml", wiring, "docs/glossary.md", schema].map(str::to_owned).to_vec())
}

/// Puts `line` into a file where `place` says.
fn insert(root: &Path, file: &str, line: &str, place: impl Fn(&str) -> Option<usize>) -> Result<(), Stop> {
    let text = fs::read_to_string(root.join(file)).map_err(|fault| Stop::because(format!("{file}: {fault}")))?;
    let at = place(&text).ok_or_else(|| Stop::because(format!("{file} has no place for {:?}", line.trim())))?;
    write(root, file, &format!("{}{line}{}", &text[..at], &text[at..]))
}

fn write(root: &Path, file: &str, text: &str) -> Result<(), Stop> {
    let path = root.join(file);
    let wrong = |fault: std::io::Error| Stop::because(format!("{}: {fault}", path.display()));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(wrong)?;
    }
    fs::write(&path, text).map_err(wrong)
}

/// The word for one of them: `risks` has a risk, `supplies` a supply, `losses` a loss, `duty` is its own.
fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies") {
        return format!("{stem}y");
    }
    match name.strip_suffix("es").filter(|stem| stem.ends_with("ss")).or_else(|| name.strip_suffix('s')) {
        Some(stem) => stem.to_owned(),
        None => name.to_owned(),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;

//! One SQL text for both engines: lower case, portable types and words, columns by name, lists bounded.

use super::finding::{Finding, Rule};
use super::rooms::Room;
use super::rust::{Kind, Rust};

/// Types of columns that both engines have.
const TYPES: &[&str] = &["text", "bigint", "double precision", "boolean", "bytea"];
/// Words that begin something else than a column in `create table`.
const NO_COLUMN: &[&str] = &["primary", "unique", "foreign", "check", "constraint"];
/// What only one engine understands, or what answers differently on the two.
const ONE_ENGINE: &[&str] = &[
    "autoincrement",
    "bigserial",
    "jsonb",
    "json_extract(",
    "ilike",
    "pragma",
    "glob",
    "::",
    "?1",
    "strftime(",
    "datetime(",
    "unixepoch(",
    "group_concat(",
    "string_agg(",
    "insert or ",
    "ifnull(",
    "rowid",
    "ctid",
    "distinct on",
];
/// The host's clock.
const CLOCK: &[&str] = &["now()", "current_timestamp", "current_date", "current_time", "localtimestamp"];

const LOWER: Rule = Rule { why: "SQL is read beside Rust; one way of writing it", cure: "write it in lower case" };
const PORTABLE: Rule = Rule {
    why: "one SQL text runs on both engines; what must differ lives in one file of the desk",
    cure: "write it so that both understand it, with text, bigint, double precision, boolean and bytea",
};
const NO_CLOCK: Rule =
    Rule { why: "time comes in through its door, in an exercise and in a replay too", cure: "pass the time as an argument" };
const COLUMNS: Rule = Rule { why: "a new column must not change what a question answers", cure: "list the columns" };
const BOUNDED: Rule = Rule {
    why: "every list has a named limit: a city has more rows than a page has lines",
    cure: "end it with `limit`, or ask for one row by its key with `one`",
};

/// A file of SQL.
pub fn file(path: &str, text: &str) -> Vec<Finding> {
    let Some(room) = Room::of(path).filter(|_| path.ends_with(".sql")) else {
        return Vec::new();
    };
    let bare = bare(text);
    let mut findings = wording(path, 1, &bare, room);
    if room != Room::Desk {
        findings.extend(columns(path, &bare));
    }
    findings
}

/// The statements in a file of Rust: every string that reads as one.
pub fn statements(rust: &Rust<'_>) -> Vec<Finding> {
    let Some(room) = Room::of(rust.path).filter(|room| !matches!(room, Room::Xtask)) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (n, token) in rust.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Text && !token.in_test) {
        let text = bare(&without_braces(inside_quotes(&token.text)));
        if !is_statement(&text) {
            continue;
        }
        findings.extend(wording(rust.path, token.line, &text, room));
        let asks_for_rows = n >= 2 && rust.tokens[n - 1].text == "(" && rust.tokens[n - 2].text == "rows";
        if asks_for_rows && room != Room::Desk && !text.contains("limit ") {
            findings.push(BOUNDED.broken(rust.path, token.line, "asks for rows without a limit"));
        }
    }
    findings
}

/// Whether a string reads as a statement, in whatever case.
fn is_statement(text: &str) -> bool {
    let lower = text.trim_start().to_lowercase();
    let with = |begin: &str, then: &str| lower.starts_with(begin) && lower.contains(then);
    with("select ", " from ")
        || with("insert into ", "(")
        || with("update ", " set ")
        || with("delete from ", "")
        || with("with ", " as (")
        || with("create table ", "(")
        || with("create index ", " on ")
        || with("create unique index ", " on ")
}

/// What the words of a text break, line by line. The desk alone may speak to one engine.
fn wording(path: &str, first_line: usize, bare: &str, room: Room) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (n, line) in bare.lines().enumerate() {
        let at = first_line + n;
        if let Some(word) = line.split(|letter: char| !letter.is_alphanumeric()).find(|word| is_upper(word)) {
            findings.push(LOWER.broken(path, at, format!("`{word}` in SQL")));
        }
        let lower = line.to_lowercase();
        if let Some(word) = CLOCK.iter().find(|word| holds(&lower, word)) {
            findings.push(NO_CLOCK.broken(path, at, format!("`{word}` in SQL")));
        }
        if room == Room::Desk {
            continue;
        }
        if let Some(word) = ONE_ENGINE.iter().find(|word| holds(&lower, word)) {
            findings.push(PORTABLE.broken(path, at, format!("`{}` is understood by one engine only", word.trim())));
        }
        if ["select *", "returning *", ".*", ", *"].iter().any(|star| lower.contains(star)) {
            findings.push(COLUMNS.broken(path, at, "`*` stands for columns"));
        }
    }
    findings
}

/// The columns of every `create table` have types of both engines.
fn columns(path: &str, bare: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (begin, _) in bare.match_indices("create table ") {
        let Some(open) = bare[begin..].find('(').map(|at| begin + at) else {
            continue;
        };
        for (at, column) in parts(&bare[open..]) {
            let words: Vec<&str> = column.split_whitespace().collect();
            let Some((name, rest)) = words.split_first().filter(|(name, _)| !NO_COLUMN.contains(name)) else {
                continue;
            };
            let rest = rest.join(" ");
            if !TYPES.iter().any(|known| rest == *known || rest.strip_prefix(known).is_some_and(|more| more.starts_with(' '))) {
                let line = bare[..open + at].matches('\n').count() + 1;
                findings.push(PORTABLE.broken(
                    path,
                    line,
                    format!("column `{name}` is `{}`", rest.split(' ').next().unwrap_or_default()),
                ));
            }
        }
    }
    findings
}

/// The parts between the commas of the first pair of brackets, with where each begins.
fn parts(text: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut begin = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' if depth == 0 => (depth, begin) = (1, at + 1),
            '(' => depth += 1,
            ',' if depth == 1 => {
                parts.push((begin, &text[begin..at]));
                begin = at + 1;
            }
            ')' if depth == 1 => {
                parts.push((begin, &text[begin..at]));
                break;
            }
            ')' => depth -= 1,
            _ => {}
        }
    }
    parts.into_iter().map(|(begin, part)| (begin + part.len() - part.trim_start().len(), part)).collect()
}

/// The text without comments and without what stands in single quotes; its lines are kept.
fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut in_quotes = false;
    for line in text.split_inclusive('\n') {
        let mut letters = line.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\'' => in_quotes = !in_quotes,
                '-' if !in_quotes && letters.peek() == Some(&'-') => {
                    bare.extend(line.ends_with('\n').then_some('\n'));
                    break;
                }
                '\n' => bare.push('\n'),
                _ if in_quotes => {}
                _ => bare.push(letter),
            }
        }
    }
    bare
}

/// The text without what `format!` puts in.
fn without_braces(text: &str) -> String {
    let parts = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    parts.collect()
}

fn inside_quotes(literal: &str) -> &str {
    let begin = literal.find('"').map_or(0, |at| at + 1);
    let end = literal.rfind('"').unwrap_or(literal.len()).max(begin);
    &literal[begin..end]
}

fn is_upper(word: &str) -> bool {
    word.len() >= 2 && word.chars().all(|letter| letter.is_ascii_uppercase())
}

/// Whether `word` stands in `line`, and where it is all letters, stands alone there.
fn holds(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let joins = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        let is_word = word.starts_with(|letter: char| letter.is_alphabetic());
        let before = is_word && joins(line[..at].chars().next_back());
        let after = word.ends_with(|letter: char| letter.is_alphabetic()) && joins(line[at + word.len()..].chars().next());
        !before && !after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_file(text: &str) -> Vec<(usize, String)> {
        file("capabilities/base/places/src/tables.sql", text).into_iter().map(|finding| (finding.line, finding.what)).collect()
    }

    fn in_rust(text: &str) -> Vec<String> {
        let rust = Rust::read("capabilities/base/places/src/reads.rs", text).unwrap();
        statements(&rust).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn tables_have_types_of_both_engines() {
        let good = "-- One row a body. NOT NULL is fine here.\ncreate table bodies (\n  id text primary key,\n  lat_deg double precision,\n  check (id in ('A', 'B')),\n  closed boolean not null default false,\n  primary key (id, closed)\n);\n";
        assert!(in_file(good).is_empty(), "{:?}", in_file(good));
        assert_eq!(in_file(&good.replace("boolean", "timestamptz")), [(6, "column `closed` is `timestamptz`".to_owned())]);
        assert_eq!(in_file(&good.replace("text primary", "TEXT primary")).len(), 2, "upper case, and no type we know");
    }

    #[test]
    fn a_statement_is_lower_case_and_asks_no_clock() {
        assert!(in_rust("fn f() { db.rows(\"select id from bodies where kind = 'FIRE' order by id limit 50\", a) }").is_empty());
        assert_eq!(in_rust("fn f() { db.one(\"SELECT id FROM bodies\", a) }"), ["`SELECT` in SQL"]);
        assert_eq!(in_rust("fn f() { db.one(\"select id from bodies where at_ms < now()\", a) }"), ["`now()` in SQL"]);
        assert!(in_rust("fn f() { db.one(format!(\"select {COLUMNS} from bodies where id = $1\"), a) }").is_empty());
        assert!(in_rust("fn f() { say(\"Select one body. NOW\") }").is_empty(), "a sentence is no statement");
    }

    #[test]
    fn a_statement_is_understood_by_both_engines() {
        assert_eq!(in_rust("fn f() { db.one(\"select id::bigint from bodies where id = $1\", a) }").len(), 1);
        assert_eq!(in_rust("fn f() { db.one(\"select * from bodies where id = $1\", a) }"), ["`*` stands for columns"]);
        assert!(in_rust("fn f() { db.one(\"select count(*) from bodies where serial_number = $1\", a) }").is_empty());
    }

    #[test]
    fn a_list_has_a_limit() {
        assert_eq!(in_rust("fn f() { db.rows(\"select id from bodies\", a) }"), ["asks for rows without a limit"]);
        assert!(in_rust("fn f() { db.one(\"select id from bodies where id = $1\", a) }").is_empty());
    }
}

//! Search: what capabilities describe as documents, segmented into single characters and pairs so that two-letter Chinese words are
//! found, indexed within a second after the fact.

use kernel::{AreaCode, Id, Scope, Time};

use crate::db::{Db, Engine, SEARCH_FIND};
use crate::scoped::{scoped_listed, unless_secret};
use crate::writer::Statement;
use crate::{Fault, args};

/// How many finds a question answers at the most.
pub const FINDS_MAX: i64 = 50;
/// The longest question, in characters.
pub const QUESTION_CHARS_MAX: usize = 100;
/// How many characters of a document are indexed.
const WORDS_CHARS_MAX: usize = 8_000;

/// The marking of what only those see whom the policies let into work secrets.
pub const WORK_SECRET: &str = "work_secret";

/// How a subject reads as a document.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// What a find is called: a number or a name.
    pub title: String,
    /// Words that the facts hold themselves.
    pub words: Vec<String>,
    /// Sealed texts whose words count too, as long as they are not erased.
    pub sealed: Vec<Id>,
    /// Where it belongs; a find is shown to whoever may see one of them.
    pub areas: Vec<AreaCode>,
    /// Which case it belongs to.
    pub case: Option<Id>,
    /// What is marked on it: `public`, `internal`, `work_secret`; nothing for what is marked by nobody.
    pub marking: String,
    /// When it happened, for the order of finds.
    pub at: Time,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Find {
    /// Which capability brought it.
    pub capability: String,
    /// What it is: `incident/<id>`.
    pub stream: String,
    /// What it is called.
    pub title: String,
    /// When it happened.
    pub at: Time,
}

/// What matches all words of the question, newest first, within the scope.
pub async fn find(db: &Db, scope: &Scope, question: &str, limit: i64) -> Result<Vec<Find>, Fault> {
    let question: String = question.chars().take(QUESTION_CHARS_MAX).collect();
    let tokens = asked(&question);
    if tokens.is_empty() {
        return Ok(Vec::new());
    }
    let joined = match db.engine() {
        Engine::Sqlite => {
            tokens.iter().map(|t| format!("\"{}\"{}", t.text, if t.begins { "*" } else { "" })).collect::<Vec<_>>().join(" ")
        }
        Engine::Postgres => {
            tokens.iter().map(|t| format!("{}{}", t.text, if t.begins { ":*" } else { "" })).collect::<Vec<_>>().join(" & ")
        }
    };
    let (filter, scope_args) = scoped_listed(scope, "d.areas", "d.case_id", 2);
    let mut args = args![joined];
    args.extend(scope_args);
    let (open, more) = unless_secret(scope, "d.marking", "d.case_id", args.len() + 1);
    args.extend(more);
    args.push(limit.min(FINDS_MAX).into());
    let sql = format!("{} and {filter}{open} order by d.at_ms desc, d.doc limit ${}", SEARCH_FIND.on(db.engine()), args.len());
    let found = db.rows(sql, args).await?;
    found
        .iter()
        .map(|row| {
            Ok(Find {
                capability: row.text("capability")?,
                stream: row.text("stream")?,
                title: row.text("title")?,
                at: row.time("at_ms")?,
            })
        })
        .collect()
}

/// The statements that index a document, or take it out when there is none.
pub(crate) fn index(engine: Engine, stream: &str, about: Option<(&str, &Document, String)>) -> Vec<Statement> {
    let unlisted = "delete from search_words where rowid in (select n from search_docs where doc = $1)";
    let mut statements: Vec<Statement> = Vec::new();
    if engine == Engine::Sqlite {
        statements.push((unlisted.into(), args![stream]));
    }
    let Some((capability, document, words)) = about else {
        statements.push(("delete from search_docs where doc = $1".into(), args![stream]));
        return statements;
    };
    let areas: String = document.areas.iter().map(|a| format!(" {}", a.full())).collect::<String>() + " ";
    let put = "insert into search_docs (doc, capability, stream, areas, case_id, title, words, sealed, at_ms, marking) \
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (doc) do update set areas = excluded.areas, \
               case_id = excluded.case_id, title = excluded.title, words = excluded.words, sealed = excluded.sealed, \
               at_ms = excluded.at_ms, marking = excluded.marking";
    let held: String = document.sealed.iter().map(|id| format!(" {id}")).collect::<String>() + " ";
    let (title, words) = (&document.title, segmented(&words));
    let args =
        args![stream, capability, stream, areas, document.case.clone(), title, words, held, document.at, &document.marking];
    statements.push((put.into(), args));
    if engine == Engine::Sqlite {
        let list = "insert into search_words (rowid, words) select n, words from search_docs where doc = $1";
        statements.push((list.into(), args![stream]));
    }
    statements
}

struct Token {
    text: String,
    begins: bool,
}

/// The words as the index keeps them: Latin words in lower case, every other letter alone and with its neighbour.
fn segmented(words: &str) -> String {
    let mut out = String::new();
    let words: String = words.chars().take(WORDS_CHARS_MAX).collect();
    for run in runs(&words) {
        match run {
            Run::Latin(word) => push(&mut out, &word),
            Run::Other(letters) => {
                letters.iter().for_each(|c| push(&mut out, &spelled(&[*c])));
                letters.windows(2).for_each(|pair| push(&mut out, &spelled(pair)));
            }
        }
    }
    out
}

/// The question as tokens that must all be there: pairs where there are two letters or more, the letter itself otherwise.
fn asked(question: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for run in runs(question) {
        match run {
            Run::Latin(word) => tokens.push(Token { text: word, begins: true }),
            Run::Other(letters) if letters.len() == 1 => tokens.push(Token { text: spelled(&letters), begins: false }),
            Run::Other(letters) => {
                tokens.extend(letters.windows(2).map(|pair| Token { text: spelled(pair), begins: false }));
            }
        }
    }
    tokens
}

enum Run {
    Latin(String),
    Other(Vec<char>),
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut joined = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() {
            joined = false;
            continue;
        }
        match (runs.last_mut(), c.is_ascii()) {
            (Some(Run::Latin(word)), true) if joined => word.push(c),
            (Some(Run::Other(letters)), false) if joined => letters.push(c),
            (_, true) => runs.push(Run::Latin(c.to_string())),
            (_, false) => runs.push(Run::Other(vec![c])),
        }
        joined = true;
    }
    runs
}

/// Letters beyond ASCII are spelled by their numbers, so that both engines take a pair for one word.
fn spelled(letters: &[char]) -> String {
    letters.iter().fold(String::from("z"), |text, c| format!("{text}{:x}z", u32::from(*c)))
}

fn push(out: &mut String, word: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(word);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_two_letter_word_inside_a_sentence_is_found_by_its_pair() {
        let index = segmented("羊山镇肖家店村山洪");
        let tokens = asked("山洪");
        assert_eq!(tokens.len(), 1);
        assert!(index.split(' ').any(|w| w == tokens[0].text));
        assert!(!index.split(' ').any(|w| w == asked("洪山")[0].text), "the order of letters counts");
    }

    #[test]
    fn latin_words_and_numbers_are_found_by_their_beginning() {
        let tokens = asked("G101 K420!");
        assert_eq!(tokens.iter().map(|t| t.text.as_str()).collect::<Vec<_>>(), ["g101", "k420"]);
        assert!(tokens.iter().all(|t| t.begins));
        assert!(asked("\"'*:&|()").is_empty(), "signs of a query language are no words");
    }
}

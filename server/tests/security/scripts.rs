//! Stored and reflected: whatever somebody writes into a text or an address stays words on every page and literal in every answer.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use web::DoorKind;

use crate::acts::{self, Deeds, HOSTILE, Round};
use crate::markup::{foreign, plain, tags};
use crate::office::{Answer, CITY, Office, Visitor, doors, encoded};

/// How many pages of one kind are looked at.
const ALIKE_MAX: usize = 2;
/// What is put into addresses: it ends attributes, statements and paths, runs, or is no text.
const HOSTILE_IN_ADDRESSES: [&str; 3] =
    ["\"'><script>x()</script><img src=x onerror=x()>", "javascript:x()//' or 1=1;--", "../../\u{202e}%\u{0}<b>"];
/// Fields whose words no page shows at the end of a round: a later act of the round has taken their place, they go in by a door that
/// keeps nothing, or they stand in the journal and in answers of the API alone.
const ON_NO_PAGE: [&str; 27] = [
    "POST /api/accounts /name",
    "POST /api/accounts/{}/closure /reason",
    "POST /api/accounts/{}/erasure /law",
    "POST /api/accounts/{}/erasure /why",
    "POST /api/accounts/{}/posts /title",
    "POST /api/incidents/duplicates /basis",
    "POST /api/incidents/duplicates /caller",
    "POST /api/incidents/duplicates /claimed_by",
    "POST /api/incidents/duplicates /figures_from",
    "POST /api/incidents/duplicates /place/text",
    "POST /api/incidents/duplicates /summary",
    "POST /api/incidents/{}/figures /reason",
    "POST /api/incidents/{}/instructions /to",
    "POST /api/instructions/{}/extension /reason",
    "POST /api/reports/{}/sendings /basis",
    "POST /api/reports/{}/signature /basis",
    "POST /api/organisations /name",
    "POST /api/organisations /short_name",
    "POST /api/organisations/{}/posts /title",
    "POST /api/people/{}/erasure /law",
    "POST /api/people/{}/erasure /why",
    "POST /api/places/mentions /text",
    "POST /api/rules/checks /text",
    "POST /api/sealed/{}/erasure /law",
    "POST /api/sealed/{}/erasure /why",
    "PUT /api/drafts/call /words",
    "PUT /api/posts/{}/holder /name",
];

/// Every page that can be reached by links from the beginning, by its path.
pub async fn walk(visitor: &Visitor, more: &[String]) -> BTreeMap<String, Answer> {
    let mut waiting: VecDeque<String> = more.iter().cloned().chain(["/".to_owned(), "/duty".to_owned()]).collect();
    let (mut seen, mut alike) = (BTreeSet::new(), BTreeMap::<String, usize>::new());
    let mut pages = BTreeMap::new();
    while let Some(path) = waiting.pop_front() {
        let count = alike.entry(kind_of(&path)).or_default();
        if *count >= ALIKE_MAX && !more.contains(&path) || !seen.insert(path.clone()) {
            continue;
        }
        *count += 1;
        let page = visitor.get(&path).await;
        assert!(page.status < 500, "{path}: {} {}", page.status, page.body);
        if page.is_html() {
            let leads = tags(&page.body).into_iter().flat_map(|tag| tag.attributes);
            let leads = leads.filter(|(name, to)| matches!(name.as_str(), "href" | "data-src") && to.starts_with('/'));
            waiting.extend(leads.map(|(_, to)| to.split('#').next().unwrap_or_default().to_owned()));
            pages.insert(path, page);
        }
    }
    pages
}

/// A path without what differs between pages of one kind: ids, numbers, and what a query says.
fn kind_of(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let part = |part: &str| if part.contains(|c: char| c.is_ascii_digit()) { "*".to_owned() } else { part.to_owned() };
    let names: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{}?{}", path.split('/').map(part).collect::<Vec<_>>().join("/"), names.join("&"))
}

/// The pages of what was made, which no link on the first pages may lead to any more.
fn pages_of(deeds: &Deeds) -> Vec<String> {
    let saved = |name: &str| deeds.saved.get(name).cloned().unwrap_or_default();
    let mut paths = vec![
        format!("/incidents/{}", saved("incident")),
        format!("/incidents/{}/reports", saved("incident")),
        format!("/incidents/{}/instructions", saved("incident")),
        format!("/rules/x-{}", saved("once")),
    ];
    for (page, names) in [
        ("reports", &["report", "draft"][..]),
        ("instructions", &["instruction", "another"]),
        ("organisations", &["body", "empty"]),
        ("posts", &["post"]),
        ("accounts", &["account", "gone"]),
    ] {
        paths.extend(names.iter().map(|name| format!("/{page}/{}", saved(name))));
    }
    for part in ["paper", "copy"] {
        paths.push(format!("/reports/{}/{part}", saved("report")));
    }
    paths
}

#[tokio::test]
async fn words_stay_words_on_every_page_and_literal_in_every_answer() {
    let office = Office::open();
    let (director, administrator) = (office.bearer("director", CITY), office.bearer("administrator", CITY));
    let readers = [office.person("reader", "director", CITY).await, office.person("keeper", "administrator", CITY).await];
    let mut rounds = Vec::new();
    for (round, words) in HOSTILE.into_iter().enumerate() {
        let deeds = acts::perform(&office, (&director, &administrator), Round::of(&format!("r{round}"), words)).await;
        literal_in_answers(&director, &deeds).await;
        rounds.push(deeds);
    }
    let made: Vec<String> = rounds.iter().flat_map(pages_of).collect();
    let mut shown = String::new();
    for reader in &readers {
        for (path, page) in walk(reader, &made).await {
            assert_eq!(foreign(&page.body), [""; 0], "{path}");
            shown.push_str(&page.body);
        }
    }
    let shown = plain(&shown);
    let mut unseen = BTreeSet::new();
    for (mark, (hostile, field)) in rounds.iter().flat_map(|deeds| &deeds.said) {
        if shown.contains(mark) {
            assert!(shown.contains(hostile.as_str()), "{field} shows {hostile:?} changed");
        } else {
            unseen.insert(field.clone());
        }
    }
    let missing: Vec<&String> = unseen.iter().filter(|field| !ON_NO_PAGE.contains(&field.as_str())).collect();
    assert!(missing.is_empty(), "no page shows what went in by {missing:#?}");
    let shown: Vec<&&str> = ON_NO_PAGE.iter().filter(|field| !unseen.contains(**field)).collect();
    assert!(shown.is_empty(), "a page shows by now what went in by {shown:#?}");
    crate::harness::run(&["journal", "verify", "--data", &office.data]).done();
}

/// What programs read is exactly what was written.
async fn literal_in_answers(director: &Visitor, deeds: &Deeds) {
    let id = |name: &str| &deeds.saved[name];
    for (path, pointers) in [
        (format!("/api/incidents/{}", id("incident")), &["/summary", "/place_text", "/caller"][..]),
        (format!("/api/reports/{}", id("report")), &["/title", "/text", "/signature/name", "/sendings/0/receipt/taker"]),
        (format!("/api/instructions/{}", id("instruction")), &["/words", "/by"]),
        (format!("/api/organisations/{}", id("body")), &["/name", "/posts/0/title", "/posts/0/holder/name"]),
    ] {
        let answer = director.get(&path).await.with(200);
        assert_eq!((answer.header("content-type"), answer.header("x-content-type-options")), ("application/json", "nosniff"));
        for pointer in pointers {
            let text = answer.text(pointer);
            let literal = |line: &str| deeds.said.values().any(|(hostile, _)| hostile == line);
            assert!(text.split('\n').all(literal), "{path}{pointer}: {text:?}");
        }
    }
}

#[tokio::test]
async fn an_address_never_becomes_a_part_of_the_page_or_of_a_statement() {
    let office = Office::open();
    let readers = [office.bearer("director", CITY), office.bearer("administrator", CITY)];
    let nobody = office.nobody();
    let names = names_in_queries(&readers).await;
    let doors = doors(&office.data).await;
    let mut asked = 0;
    for door in doors.iter().filter(|door| door.method.is_safe() && door.kind != DoorKind::Stream) {
        for hostile in HOSTILE_IN_ADDRESSES {
            let words = encoded(hostile);
            let named: Vec<&str> = door.path.split('/').map(|part| if part.starts_with('{') { &words } else { part }).collect();
            let query: Vec<String> = names.iter().map(|name| format!("{name}={words}")).collect();
            // One word that cannot be read refuses a whole query, so free words are asked for alone as well.
            for query in [query.join("&"), format!("q={words}&next={words}")] {
                let path = format!("{}?{query}", named.join("/"));
                if hostile == HOSTILE_IN_ADDRESSES[0] {
                    stays_words(&path, &nobody.get(&path).await);
                }
                for reader in &readers {
                    asked += 1;
                    stays_words(&path, &reader.get(&path).await);
                }
            }
        }
    }
    assert!(asked > 500, "{asked}");
}

/// An answer to a hostile address: no fault, and nothing of the address has become a part of the page.
fn stays_words(path: &str, answer: &Answer) {
    assert!(answer.status < 500, "{path}: {} {}", answer.status, answer.body);
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    if answer.is_html() {
        assert_eq!(foreign(&answer.body), [""; 0], "{path}");
    } else if answer.status == 303 {
        assert!(answer.to().starts_with('/') && !answer.to().starts_with("//"), "{path} leads to {}", answer.to());
    }
}

/// What queries of this program are called: those that its pages lead to, and those that every list knows.
async fn names_in_queries(readers: &[Visitor]) -> BTreeSet<String> {
    let known = [
        "q", "sort", "cursor", "limit", "next", "at", "area", "grade", "class", "standing", "order", "from", "until", "kind",
        "field",
    ];
    let mut names: BTreeSet<String> = known.into_iter().map(str::to_owned).collect();
    for reader in readers {
        for page in walk(reader, &[]).await.into_values() {
            for tag in tags(&page.body) {
                let query = tag.attribute("href").and_then(|to| to.split_once('?')).map(|(_, query)| query.to_owned());
                names.extend(
                    query.iter().flat_map(|query| query.split('&')).filter_map(|pair| Some(pair.split('=').next()?.to_owned())),
                );
                names
                    .extend(tag.attribute("name").filter(|_| matches!(tag.name.as_str(), "input" | "select")).map(str::to_owned));
            }
        }
    }
    names
}

//! The templates with every sample in every language: labels, headings, unique ids, no missing text; and reading the call card.

use askama::Template;
use web::{Form, Language, Listing, Markup};

use super::card_read::{self, Card, Reading};
use super::hints::{HintWords, Hints, Like, Offered};
use super::powers::Powers;
use super::samples::{all, around, at, atlas, id, law, say};
use super::which::Which;
use super::{card, list, one};
use crate::facts::Source;
use crate::reads::Line;

/// The values of an attribute in a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What every page must hold to.
fn judge(name: &str, html: &str) {
    assert!(!html.contains("<h1"), "{name}: the frame brings the heading");
    let missing = html.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).find(|word| word.starts_with("incidents-"));
    assert_eq!(missing, None, "{name}: a text is missing");
    let mut ids = values(html, "id");
    let count = ids.len();
    ids.sort_unstable();
    let twice: Vec<&&str> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert_eq!((twice, count), (Vec::new(), ids.len()), "{name}: an id stands twice");
    let labelled = values(html, "for");
    for control in ["<input ", "<select ", "<textarea "] {
        for tag in html.split(control).skip(1).map(|rest| rest.split('>').next().unwrap_or(rest)) {
            let tag = format!(" {tag}");
            let is_plain = !["hidden", "radio", "checkbox"].iter().any(|kind| tag.contains(&format!("type=\"{kind}\"")));
            let has_label = values(&tag, "id").iter().any(|id| labelled.contains(id));
            assert!(!is_plain || has_label, "{name}: no label for {tag}");
        }
    }
    for tag in ["form", "div", "section", "details", "ul", "ol", "li", "p", "span", "fieldset", "table", "td", "dl"] {
        let opened = html.matches(&format!("<{tag} ")).count() + html.matches(&format!("<{tag}>")).count();
        assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{name}: {tag} is not closed as often as it is opened");
    }
    assert!(!html.contains(" style="), "{name}: styles stand in the style sheets");
}

#[test]
fn every_sample_of_an_incident_is_a_sound_page_in_every_language() {
    for language in Language::ALL {
        for (name, sight) in all(language) {
            let asked = Listing::at("/incidents/x", &[("since", "1"), ("unread", "class point nonsense")]);
            let page = one::page(&sight, (None, Powers::ALL, None), (&asked, around(&sight)));
            let html = page.render().unwrap();
            judge(&format!("{name} in {}", language.code()), &html);
            assert!(!html.contains("nonsense"), "only names of fields are taken from the address");
            let aloud = html.split("id=\"aloud\"").nth(1).and_then(|rest| rest.split(['<', '>']).nth(1)).unwrap();
            assert!((1..=100).contains(&aloud.chars().count()), "{name}: {aloud}");
            let forms = html.matches("method=\"post\"").count();
            assert_eq!(forms > 0, sight.moment.is_none(), "{name}: nothing can be changed on a replay");
        }
    }
}

#[test]
fn every_form_comes_back_open_with_what_was_typed() {
    for language in Language::ALL {
        let (_, sight) = all(language).remove(1);
        for which in Which::ALL.into_iter().filter(|which| *which != Which::Reopening) {
            let mut form = Form::blank().with("note", "typed before").with("value", "many").with("class", "nothing known");
            form.refuse(web::Trouble::refused(crate::acts::Refusal::NoReason));
            let back = (which, form);
            let page = one::page(&sight, (None, Powers::ALL, Some(&back)), (&Listing::default(), around(&sight)));
            let html = page.render().unwrap();
            judge(&format!("{which:?}"), &html);
            assert!(html.contains("class=\"told"), "{which:?} says why");
        }
    }
}

#[test]
fn what_was_erased_is_said_to_be_and_a_dead_person_who_is_not_known_is_no_zero() {
    let (_, ended) = all(Language::En).remove(2);
    let html = one::page(&ended, (None, Powers::ALL, None), (&Listing::default(), around(&ended))).render().unwrap();
    assert!(html.contains("erased by law") && html.contains("passed on to 锦州市"), "{html}");
    let (_, first) = all(Language::Zh).remove(0);
    let html = one::page(&first, (None, Powers::ALL, None), (&Listing::default(), around(&first))).render().unwrap();
    assert!(html.contains("死亡人数待核") && html.contains("待核</span>"), "{html}");
}

#[test]
fn the_call_card_is_a_sound_page_whatever_stands_on_it() {
    for language in Language::ALL {
        let (say, law) = (say(language), law());
        let like = Like { id: id(1), number: "1".into(), at: say.when(at("04:00")), words: "水".into(), why: "near".into() };
        let offered = Offered { code: "211321".into(), path: "a / b".into(), chosen: true };
        let hints = Hints { like: vec![like], certain: vec!["a / c".into()], offered: vec![offered], said: HintWords::of(&say) };
        let mut refused = Form::blank().with("words", "<b>").with("n-deaths", "many");
        refused.refuse(web::Trouble::refused(crate::acts::Refusal::NothingSaid));
        for form in [Form::blank(), Form::blank().with("paper", "1"), refused] {
            let page = card::page(&say, &form, (&law, &[]), (Markup::default(), hints.clone()));
            let html = page.render().unwrap();
            judge(language.code(), &html);
            assert!(!html.contains("<b>"));
            let first = html.split("<button").nth(1).unwrap();
            assert!(!first.split('>').next().unwrap().contains("formaction"), "Enter saves: {first}");
        }
    }
}

#[test]
fn the_list_is_a_sound_page_full_and_empty() {
    for language in Language::ALL {
        let (say, law, atlas) = (say(language), law(), atlas());
        let (_, sight) = all(language).remove(1);
        let line = Line {
            id: id(1),
            number: sight.incident.number.clone(),
            standing: "open".into(),
            class: sight.incident.class.clone(),
            summary: Some("山洪".repeat(50)),
            place: None,
            area: sight.incident.place.areas[0],
            outside_city: false,
            point: None,
            marking: "internal".into(),
            occurred_at: None,
            received_at: at("03:12"),
            assessed: sight.incident.judged.assessed,
            possible: None,
            declared: None,
            is_sensitive: true,
            figures: sight.incident.adopted(),
            version: 3,
            changed_at: at("04:00"),
        };
        let form = Form::blank();
        for rows in [vec![list::row(&line, (&law, &atlas, &say))], Vec::new()] {
            let page = list::ListPage {
                say: &say,
                search: form.field(&say, "q", crate::words::SEARCH),
                filters: list::fields(&form, &say),
                more: list::more_fields(&form, &say, &atlas),
                is_narrowed: true,
                classes: Vec::new(),
                is_filtered: false,
                rows,
                pager: Markup::default(),
                may_report: true,
            };
            let beside =
                list::ListBeside { say: &say, file: Some("/incidents/list.xlsx".into()), may_report: true, may_import: true };
            judge(language.code(), &format!("{}{}", page.render().unwrap(), beside.render().unwrap()));
        }
    }
}

fn read(fields: &[(&str, &str)]) -> Card {
    let (law, atlas, say) = (law(), atlas(), say(Language::Zh));
    let form = fields.iter().fold(Form::blank(), |form, (name, value)| form.with(name, *value));
    card_read::read(&form, &Reading { law: &law, atlas: &atlas, say: &say }, || id(7))
}

#[test]
fn what_cannot_be_read_on_a_card_stands_behind_the_words_and_is_named() {
    let card = read(&[
        ("words", "发水"),
        ("class", "不知道是什么"),
        ("n-deaths", "两三个"),
        ("lat", "120.45"),
        ("lon", "41.57"),
        ("occurred", "刚才"),
        ("known", "2026-07-22 03:00"),
    ]);
    assert_eq!(card.unread, ["class", "point", "figure", "occurred", "known"]);
    for kept in ["发水\n", "【类别】不知道是什么", "【死亡人数】两三个", "【坐标】120.45, 41.57", "刚才", "2026-07-22 03:00"]
    {
        assert!(card.said.summary.contains(kept), "{kept}: {}", card.said.summary);
    }
    assert!(card.receive.figures.is_empty() && card.receive.class.is_none() && card.receive.occurred.is_none());
}

#[test]
fn a_card_gives_class_place_figures_times_and_who_rang() {
    let card = read(&[
        ("words", "进水"),
        ("class", "山洪"),
        ("place", "羊山镇肖家店村"),
        ("n-deaths", "２"),
        ("n-trapped", "1,000"),
        ("n-missing", "0"),
        ("caller-phone", "+86 100-0000-0001"),
        ("caller-name", "村会计"),
        ("occurred", "02:50"),
    ]);
    assert_eq!((card.unread.len(), card.said.summary.as_str()), (0, "进水"));
    assert_eq!(card.receive.class.as_deref(), Some("11A51"));
    assert!(!card.receive.place.areas.is_empty());
    let figures: Vec<(&str, i64)> = card.receive.figures.iter().map(|(_, item, value)| (item.as_str(), *value)).collect();
    assert_eq!(figures, [("deaths", 2), ("missing", 0), ("trapped", 1_000)]);
    assert_eq!(card.said.caller, "+86 100-0000-0001\n村会计");
    assert_eq!(card.receive.occurred.map(|claim| claim.at), Some(at("02:50")));
    assert_eq!(card.receive.source, Source::Phone);
}

#[test]
fn without_a_place_the_areas_that_the_words_name_are_taken() {
    let card = read(&[("words", "羊山镇肖家店村进水了")]);
    assert!(!card.receive.place.areas.is_empty());
    assert_eq!((card.receive.place.areas_from, card.said.place.as_str()), (places::AreasFrom::Words, ""));
    let nowhere = read(&[("words", "进水了")]);
    assert!(nowhere.receive.place.areas.is_empty());
}

#[test]
fn a_paper_sheet_keeps_when_it_was_taken_by_whom_and_its_number() {
    let card = read(&[("words", "x"), ("paper", "1"), ("received", "03:02"), ("taken-by", "主班"), ("sheet-number", "12")]);
    let claim = card.receive.received.unwrap();
    assert_eq!((claim.at, claim.by.as_str(), claim.basis.as_str()), (at("03:02"), "主班", "纸质记录 12"));
    assert_eq!(card.receive.source, Source::Paper);
    let later = read(&[("words", "x"), ("paper", "1"), ("received", "2026-07-22 03:00"), ("sheet-number", "12")]);
    assert_eq!((later.unread.as_slice(), later.receive.received), (&["received", "sheet-number"][..], None));
}

#[test]
fn too_long_a_place_or_caller_is_cut_and_kept_whole_behind_the_words() {
    let long = "村".repeat(201);
    let card = read(&[("words", "x"), ("place", &long), ("caller-name", &long)]);
    assert_eq!(card.unread, ["place", "caller"]);
    assert_eq!((card.said.place.chars().count(), card.said.caller.chars().count()), (200, 200));
    assert_eq!(card.said.summary.matches(&long).count(), 2);
}

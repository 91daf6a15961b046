//! Drafting, writing, signing, replacing.

use std::sync::Arc;

use incidents::acts::Close;
use kernel::{Act, Claim, Given, Reason, Subject};
use rules::ReportKind;

use super::*;
use crate::acts::{NotePaper, Refusal, Sign, Supersede, Void, Write};
use crate::facts::{PostNamed, SignedBy};
use crate::state::Standing;

fn write(words: &str) -> Write {
    Write { words: sealing(11, words), quoted: None, as_of: at("03:18") }
}

fn sign(by: SignedBy) -> Sign {
    let post = PostNamed { post: Some(id(50)), title: "带班领导".into() };
    Sign { by, post, name: Some(sealing(51, "李某")), at: None, phone: None, account: None }
}

fn refused(act: Draft, known: &DraftKnown) -> Refusal {
    act.decide(&Report::default(), known, &given()).unwrap_err()
}

#[test]
fn a_report_is_numbered_by_incident_and_kind() {
    let report = drafted();
    let about = report.about.as_ref().unwrap();
    assert_eq!((about.number.as_str(), about.seq), ("211300-20261123-0007-F1", 1));
    assert_eq!(report.standing(), Standing::Draft);
    assert_eq!(report.area().map(|a| a.to_string()).as_deref(), Some("211300"));
    assert_eq!(report.case(&id(99)), Some(id(1)), "it belongs to the incident's case");
    assert_eq!(crate::numbers::report("X", ReportKind::FollowUp, 12), "X-U12");
}

#[test]
fn drafting_again_under_the_same_id_is_already_so() {
    let facts = draft(ReportKind::First).decide(&drafted(), &drafting(&incident(&[])), &given()).unwrap();
    assert!(facts.is_empty());
}

#[test]
fn a_report_needs_an_incident_and_words() {
    assert_eq!(refused(draft(ReportKind::First), &DraftKnown::default()), Refusal::NoIncident);
    let empty = Draft { words: sealing(10, "  "), ..draft(ReportKind::First) };
    assert_eq!(refused(empty, &drafting(&incident(&[]))), Refusal::NothingSaid);
}

#[test]
fn unverified_and_unsigned_it_is_drafted_all_the_same() {
    assert!(drafted().is_unverified());
    let mut verified = drafted();
    verified.quoted.iter_mut().for_each(|q| q.verified = true);
    assert!(!verified.is_unverified());
    verified.quoted.clear();
    assert!(verified.is_unverified(), "a report without figures has had nothing verified");
}

#[test]
fn an_incident_that_has_ended_takes_final_and_correcting_reports_only() {
    let closed = then(&incident(&[("deaths", 2)]), Close { reason: "done".into(), report: None }, &());
    for kind in [ReportKind::First, ReportKind::FollowUp, ReportKind::Zero] {
        assert_eq!(refused(draft(kind), &drafting(&closed)), Refusal::IncidentEnded, "{kind:?}");
    }
    for kind in [ReportKind::Final, ReportKind::Verified, ReportKind::Correction, ReportKind::Notice] {
        assert_eq!(draft(kind).decide(&Report::default(), &drafting(&closed), &given()).unwrap().len(), 1, "{kind:?}");
    }
    let window = closed.judged.supplement_until.expect("an accident has a window");
    let act = |at| draft(ReportKind::Correction).decide(&Report::default(), &drafting(&closed), &given_at(at));
    assert!(act(window).is_ok(), "the last moment belongs to the window");
    assert_eq!(act(window.plus_ms(1)), Err(Refusal::WindowOver));
    assert_eq!(Refusal::WindowOver.hint(), Some("reports-hint-window-over"));
}

#[test]
fn a_zero_report_over_changed_figures_is_refused() {
    let known = |incident: &incidents::Incident| DraftKnown { previous: Some(Arc::new(sent())), ..drafting(incident) };
    let same = incident(&[("deaths", 2)]);
    assert!(draft(ReportKind::Zero).decide(&Report::default(), &known(&same), &given()).is_ok());
    let grown = counted(&same, 850, ("deaths", 3));
    assert_eq!(refused(draft(ReportKind::Zero), &known(&grown)), Refusal::NotZero(1));
    let more = counted(&grown, 851, ("missing", 1));
    assert_eq!(refused(draft(ReportKind::Zero), &known(&more)), Refusal::NotZero(2), "unknown that became known is news");
    assert!(draft(ReportKind::FollowUp).decide(&Report::default(), &known(&more), &given()).is_ok());
}

#[test]
fn words_are_rewritten_until_the_report_is_sent() {
    let rewritten = after(&drafted(), write("初报\n\n死亡2人，待核。"));
    assert_eq!(rewritten.words.as_ref().map(|w| w.id.clone()), Some(id(11)));
    assert_eq!(rewritten.quoted.len(), 2, "the figures stay");
    assert_eq!(write("x").decide(&sent(), &(), &given()), Err(Refusal::AlreadySent));
    assert_eq!(write(" ").decide(&drafted(), &(), &given()), Err(Refusal::NothingSaid));
    assert_eq!(write("x").decide(&Report::default(), &(), &given()), Err(Refusal::NotFound));
    let long = "长".repeat(crate::acts::WORDS_CHARS_MAX + 1);
    assert_eq!(write(&long).decide(&drafted(), &(), &given()), Err(Refusal::TooLong(crate::acts::WORDS_CHARS_MAX)));
}

#[test]
fn words_that_somebody_else_has_changed_are_not_overwritten() {
    let rewritten = after(&drafted(), write("one"));
    let seen = |version| Given { seen: Some(version), ..given() };
    assert_eq!(write("two").decide(&rewritten, &(), &seen(1)), Err(Refusal::Changed { version: 2 }));
    assert!(write("two").decide(&rewritten, &(), &seen(2)).is_ok());
    let signed = after(&rewritten, sign(SignedBy::Oral));
    assert!(write("two").decide(&signed, &(), &seen(2)).is_ok(), "a signature in between changes no words");
}

#[test]
fn a_signature_is_under_the_words_as_they_were_signed() {
    let signed = after(&drafted(), sign(SignedBy::Oral));
    assert_eq!(signed.signature.as_ref().map(|s| s.by), Some(SignedBy::Oral));
    let rewritten = after(&signed, write("other words"));
    assert_eq!(rewritten.signature, None);
}

#[test]
fn a_report_is_signed_before_or_after_it_is_sent() {
    assert!(after(&sent(), sign(SignedBy::InPerson)).signature.is_some());
    let oral = after(&drafted(), sign(SignedBy::Oral));
    assert_eq!(sign(SignedBy::Oral).decide(&oral, &Limits::default(), &given()), Ok(Vec::new()), "already so");
    let in_person = after(&oral, sign(SignedBy::InPerson));
    assert_eq!(in_person.signature.as_ref().map(|s| s.by), Some(SignedBy::InPerson));
    assert_eq!(
        sign(SignedBy::Oral).decide(&in_person, &Limits::default(), &given()),
        Ok(Vec::new()),
        "in person is more than orally"
    );
}

#[test]
fn a_signature_names_its_post_and_lies_in_the_past() {
    let nobody = Sign { post: PostNamed::default(), ..sign(SignedBy::Oral) };
    assert_eq!(nobody.decide(&drafted(), &Limits::default(), &given()), Err(Refusal::NobodyNamed));
    let ahead = Sign { at: Some(Claim::at(at("03:21"))), ..sign(SignedBy::Oral) };
    assert_eq!(ahead.decide(&drafted(), &Limits::default(), &given()), Err(Refusal::InTheFuture));
}

#[test]
fn paper_follows_an_oral_signature_only() {
    let paper = NotePaper { at: None };
    assert_eq!(paper.clone().decide(&drafted(), &(), &given()), Err(Refusal::NotSignedOrally));
    let oral = after(&drafted(), sign(SignedBy::Oral));
    let papered = after(&oral, paper.clone());
    assert_eq!(papered.paper_at, Some(Claim::at(at("03:20"))));
    assert_eq!(paper.clone().decide(&papered, &(), &given()), Ok(Vec::new()));
    let in_person = after(&drafted(), sign(SignedBy::InPerson));
    assert_eq!(paper.decide(&in_person, &(), &given()), Err(Refusal::NotSignedOrally));
}

#[test]
fn what_was_sent_is_superseded_and_never_altered() {
    let supersede = Supersede { by: id(3), reason: "地点写错".into() };
    assert_eq!(supersede.clone().decide(&drafted(), &(), &given()), Err(Refusal::NotSent));
    let superseded = after(&sent(), supersede.clone());
    assert_eq!((superseded.standing(), &superseded.superseded_by), (Standing::Superseded, &Some(id(3))));
    assert_eq!(supersede.decide(&superseded, &(), &given()), Ok(Vec::new()));
    let other = Supersede { by: id(4), reason: "again".into() };
    assert_eq!(other.decide(&superseded, &(), &given()), Err(Refusal::Superseded));
    let silent = Supersede { by: id(3), reason: " ".into() };
    assert_eq!(silent.decide(&sent(), &(), &given()), Err(Refusal::NoReason));
}

#[test]
fn only_a_draft_is_thrown_away_and_only_with_a_reason() {
    assert_eq!(Void(String::new()).decide(&drafted(), &(), &given()), Err(Refusal::NoReason));
    let voided = after(&drafted(), Void("重复".into()));
    assert_eq!(voided.standing(), Standing::Voided);
    assert_eq!(Void("x".into()).decide(&voided, &(), &given()), Ok(Vec::new()));
    assert_eq!(Void("x".into()).decide(&sent(), &(), &given()), Err(Refusal::AlreadySent));
    assert_eq!(Void("x".into()).decide(&Report::default(), &(), &given()), Err(Refusal::NotFound));
    assert_eq!(write("x").decide(&voided, &(), &given()), Err(Refusal::Voided));
    assert_eq!(sign(SignedBy::Oral).decide(&voided, &Limits::default(), &given()), Err(Refusal::Voided));
}

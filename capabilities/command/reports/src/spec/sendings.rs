//! Sending, receipts, and what the outbox says.

use desk::Rows;
use kernel::{Act, Claim, Given};
use rules::Line;

use super::*;
use crate::acts::{ADDRESSEES_MAX, NoteFate, NoteNotReached, NoteReceipt, Open, Refusal, Sign, Supersede, ToldFate, Void};
use crate::facts::{PostNamed, SignedBy, WhyNot};
use crate::state::{Fate, SENDINGS_MAX};

fn receipt(sending: u32) -> NoteReceipt {
    NoteReceipt {
        sending: id(sending),
        at: None,
        number: Some(sealing(60, "024-00000003")),
        taker: Some(sealing(61, "张某")),
        taker_post: "值班员".into(),
        register_no: "省值〔2026〕1123-5".into(),
        proof: None,
    }
}

#[test]
fn a_report_goes_unsigned_and_unverified_with_a_label_and_a_clock() {
    let report = sent();
    let sending = &report.sendings[0].sending;
    assert!(sending.unverified);
    assert_eq!(sending.sign_after, Some(PostNamed::default()), "sent first, signed after");
    assert_eq!((sending.head.as_str(), sending.at.at), ("ab@7", at("03:20")));
    let leader = PostNamed { post: Some(id(50)), title: "带班领导".into() };
    let named = Send { sign_after: Some(leader.clone()), ..send(vec![addressee(21, Line::Party, Way::Fax)]) };
    assert_eq!(after(&drafted(), named).sendings[0].sending.sign_after, Some(leader));
}

#[test]
fn a_signed_report_needs_no_signature_afterwards() {
    let post = PostNamed { post: None, title: "带班领导".into() };
    let sign = Sign { by: SignedBy::Oral, post, name: None, at: None, phone: None, account: None };
    let report = after(&after(&drafted(), sign), send(vec![addressee(20, Line::Party, Way::Fax)]));
    assert_eq!(report.sendings[0].sending.sign_after, None);
}

#[test]
fn each_addressee_is_one_fact_and_a_repeat_adds_none() {
    let lines = [Line::Party, Line::Government, Line::Department];
    let all = || send(lines.iter().enumerate().map(|(n, line)| addressee(20 + n as u32, *line, Way::Phone)).collect());
    let facts = all().decide(&drafted(), &Limits::default(), &given()).unwrap();
    assert_eq!(facts.len(), 3);
    let report = folded(drafted(), &facts);
    assert_eq!(all().decide(&report, &Limits::default(), &given()), Ok(Vec::new()));
    assert_eq!(after(&report, send(vec![addressee(30, Line::Garrison, Way::Phone)])).sendings.len(), 4, "more may follow");
}

#[test]
fn what_is_sent_is_what_was_seen() {
    let other = Send { words: id(12), ..send(vec![addressee(20, Line::Party, Way::Phone)]) };
    assert_eq!(other.decide(&drafted(), &Limits::default(), &given()), Err(Refusal::Changed { version: 1 }));
}

#[test]
fn sending_names_somebody_and_lies_in_the_past() {
    assert_eq!(send(Vec::new()).decide(&drafted(), &Limits::default(), &given()), Err(Refusal::NoAddressee));
    let nameless = Addressee { name: " ".into(), ..addressee(20, Line::Party, Way::Phone) };
    assert_eq!(send(vec![nameless]).decide(&drafted(), &Limits::default(), &given()), Err(Refusal::NoAddressee));
    let ahead = Send { at: Some(Claim::at(at("03:21"))), ..send(vec![addressee(20, Line::Party, Way::Phone)]) };
    assert_eq!(ahead.decide(&drafted(), &Limits::default(), &given()), Err(Refusal::InTheFuture));
    let many = (0..=ADDRESSEES_MAX as u32).map(|n| addressee(100 + n, Line::Other, Way::Fax)).collect();
    assert_eq!(send(many).decide(&drafted(), &Limits::default(), &given()), Err(Refusal::TooMany(ADDRESSEES_MAX)));
    assert_eq!(
        send(vec![addressee(20, Line::Party, Way::Fax)]).decide(&Report::default(), &Limits::default(), &given()),
        Err(Refusal::NotFound)
    );
}

#[test]
fn no_report_has_sendings_without_end() {
    let mut report = drafted();
    for round in 0..SENDINGS_MAX / ADDRESSEES_MAX {
        let some = (0..ADDRESSEES_MAX).map(|n| addressee(1_000 + (round * ADDRESSEES_MAX + n) as u32, Line::Other, Way::Fax));
        report = after(&report, send(some.collect()));
    }
    assert_eq!(report.sendings.len(), SENDINGS_MAX);
    let more = send(vec![addressee(9_000, Line::Other, Way::Fax)]);
    assert_eq!(more.decide(&report, &Limits::default(), &given()), Err(Refusal::TooMany(SENDINGS_MAX)));
}

#[test]
fn what_the_program_itself_sends_needs_an_address_and_goes_now() {
    let mail = |address: Option<&str>| Addressee {
        address: address.map(|a| sealing(70, a)),
        ..addressee(20, Line::Department, Way::Email)
    };
    assert_eq!(
        send(vec![mail(None)]).decide(&drafted(), &Limits::default(), &given()),
        Err(Refusal::NoAddress { name: "省政府总值班室".into() })
    );
    let earlier = Send { at: Some(Claim::at(at("03:00"))), ..send(vec![mail(Some("duty@province.example"))]) };
    assert_eq!(after(&drafted(), earlier).sendings[0].sending.at, Claim::at(at("03:20")));
}

#[test]
fn mail_and_webhook_are_put_into_the_outbox_beside_their_fact() {
    let address = Some(sealing(70, "duty@province.example"));
    let letter =
        Letter { subject: "初报".into(), text: "死亡2人。".into(), stream: "report/x".into(), ..Letter::default() };
    let act = Send {
        letter,
        ..send(vec![Addressee { address, ..addressee(20, Line::Department, Way::Email) }, addressee(21, Line::Party, Way::Phone)])
    };
    let mut rows = Rows::default();
    desk::Look::beside(&act, &Limits::default(), &mut rows);
    assert!(!rows.is_empty());
    let mut none = Rows::default();
    desk::Look::beside(&send(vec![addressee(21, Line::Party, Way::Phone)]), &Limits::default(), &mut none);
    assert!(none.is_empty(), "what goes by phone leaves by no machine");
}

#[test]
fn a_superseded_or_voided_report_goes_nowhere() {
    let superseded = after(&sent(), Supersede { by: id(3), reason: "x".into() });
    let again = send(vec![addressee(40, Line::Party, Way::Fax)]);
    assert_eq!(again.clone().decide(&superseded, &Limits::default(), &given()), Err(Refusal::Superseded));
    assert_eq!(again.decide(&after(&drafted(), Void("x".into())), &Limits::default(), &given()), Err(Refusal::Voided));
}

#[test]
fn a_receipt_is_noted_by_hand_and_can_be_corrected() {
    let taken = after(&sent(), receipt(20));
    let kept = taken.sendings[0].receipt.as_ref().unwrap();
    assert_eq!((kept.taker_post.as_str(), kept.at.at), ("值班员", at("03:20")));
    assert!(!taken.sendings[0].is_outstanding());
    assert_eq!(receipt(20).decide(&taken, &(), &given()), Ok(Vec::new()), "already so");
    let corrected = NoteReceipt { register_no: "6".into(), ..receipt(20) };
    assert_eq!(after(&taken, corrected).sendings[0].receipt.as_ref().unwrap().register_no, "6");
    assert_eq!(receipt(99).decide(&sent(), &(), &given()), Err(Refusal::UnknownSending));
    let ahead = NoteReceipt { at: Some(Claim::at(at("03:21"))), ..receipt(20) };
    assert_eq!(ahead.decide(&sent(), &(), &given()), Err(Refusal::InTheFuture));
}

#[test]
fn whoever_was_not_reached_is_sent_to_again() {
    let busy = NoteNotReached { sending: id(20), at: None, why: WhyNot::Busy };
    let report = after(&sent(), busy);
    assert_eq!(report.sendings[0].fate, Fate::NotReached { at: Claim::at(at("03:20")), why: WhyNot::Busy });
    assert!(!report.sendings[0].has_gone());
    assert!(report.sendings[0].is_outstanding());
    let again = Addressee { again: Some(id(20)), ..addressee(41, Line::Government, Way::Phone) };
    let repeated = after(&report, send(vec![again]));
    assert!(repeated.sendings[0].repeated && !repeated.sendings[0].is_outstanding());
    let of_nothing = Addressee { again: Some(id(77)), ..addressee(42, Line::Government, Way::Phone) };
    assert_eq!(send(vec![of_nothing]).decide(&report, &Limits::default(), &given()), Err(Refusal::UnknownSending));
    let unknown = NoteNotReached { sending: id(77), at: None, why: WhyNot::Down };
    assert_eq!(unknown.decide(&sent(), &(), &given()), Err(Refusal::UnknownSending));
}

#[test]
fn what_the_outbox_says_is_noted_once() {
    let note = |fate| NoteFate { sending: id(20), fate };
    let handed = after(&sent(), note(ToldFate::HandedOver));
    assert_eq!(handed.sendings[0].fate, Fate::HandedOver);
    assert_eq!(note(ToldFate::HandedOver).decide(&handed, &(), &given()), Ok(Vec::new()));
    assert!(!after(&sent(), note(ToldFate::NotDelivered)).sendings[0].has_gone());
    assert!(after(&sent(), note(ToldFate::Muted)).sendings[0].has_gone(), "an exercise goes on as if it had left");
    assert!(handed.sendings[0].is_outstanding(), "a machine's word is no receipt");
}

#[test]
fn a_reader_is_recorded_once_and_only_of_what_was_sent() {
    assert_eq!(Open.decide(&drafted(), &(), &given()), Ok(Vec::new()));
    assert_eq!(Open.decide(&after(&drafted(), Void("x".into())), &(), &given()), Ok(Vec::new()));
    assert_eq!(Open.decide(&Report::default(), &(), &given()), Err(Refusal::NotFound));
    let opened = after(&sent(), Open);
    assert_eq!(opened.opened, ["account/wang"]);
    assert_eq!(Open.decide(&opened, &(), &given()), Ok(Vec::new()));
    let other = Given { actor: kernel::Actor("account/li".into()), ..given() };
    assert_eq!(Open.decide(&opened, &(), &other).unwrap().len(), 1);
}

//! The desk through its own door, on both engines: what it promises to every capability.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use common::{Add, Close, Ledger, Open, Poison, ledgers, ledgers_at};
use desk::{Because, HeadSeen, NotDone, Verdict, acts, args, sealed, search};
use kernel::{Given, Id, Once, Scope};
use testkit::{Town, engines};

async fn town(engine: desk::Engine) -> Town {
    Town::new(engine, vec![ledgers()]).await
}

async fn opened(town: &Town, name: &str) -> Id {
    let id = town.desk.new_id();
    town.desk.perform(&id, town.given(), Open { name: name.into(), ..Open::default() }).await.unwrap();
    id
}

async fn count(desk: &desk::Desk, sql: &'static str) -> i64 {
    desk.db().one(sql, Vec::new()).await.unwrap().unwrap().int("n").unwrap()
}

#[tokio::test]
async fn an_act_is_recorded_folded_and_kept_in_one_commit() {
    for engine in engines() {
        let town = town(engine).await;
        let id = opened(&town, "petty cash").await;
        let done = town.desk.perform(&id, town.given(), Add(5)).await.unwrap();
        assert_eq!((done.position, done.version, done.state.sum, done.already), (2, 2, 5, false));
        let row = town.desk.db().one("select name, sum, closed from ledgers where id = $1", args![&id]).await.unwrap().unwrap();
        assert_eq!(
            (row.text("name").unwrap().as_str(), row.int("sum").unwrap(), row.bool("closed").unwrap()),
            ("petty cash", 5, false)
        );
        assert_eq!(town.desk.recall::<Ledger>(&id).await.unwrap(), ((*done.state).clone(), 2));
    }
}

#[tokio::test]
async fn a_refused_act_records_nothing_and_already_so_is_an_answer() {
    for engine in engines() {
        let town = town(engine).await;
        let id = opened(&town, "petty cash").await;
        town.desk.perform(&id, town.given(), Close).await.unwrap();
        assert!(town.desk.perform(&id, town.given(), Close).await.unwrap().already);
        let refused = town.desk.perform(&id, town.given(), Add(1)).await.unwrap_err();
        assert_eq!(refused.refusal_key(), Some("ledgers-refused-closed"));
        assert_eq!(count(&town.desk, "select count(*) as n from journal").await, 2);
    }
}

#[tokio::test]
async fn acts_on_several_subjects_are_done_all_or_not_at_all() {
    for engine in engines() {
        let town = town(engine).await;
        let (a, b) = (opened(&town, "a").await, opened(&town, "b").await);
        town.desk.perform(&b, town.given(), Close).await.unwrap();
        let refused = town.desk.perform_all(town.given(), acts![(&a, Add(3)), (&b, Add(-3))]).await;
        assert!(matches!(refused, Err(NotDone::Refused(_))));
        assert_eq!(town.desk.recall::<Ledger>(&a).await.unwrap().0.sum, 0);
        let done = town.desk.perform_all(town.given(), acts![(&a, Add(3)), (&a, Add(4))]).await.unwrap();
        assert_eq!(done.state::<Ledger>(1).unwrap().state.sum, 7);
    }
}

#[tokio::test]
async fn a_look_sees_what_the_same_batch_has_decided_and_numbers_have_no_gaps() {
    for engine in engines() {
        let town = town(engine).await;
        let asked: Vec<_> = (0..20)
            .map(|n| {
                let (desk, given, id) = (town.desk.clone(), town.given(), town.desk.new_id());
                let name = format!("ledger {}", n / 2);
                tokio::spawn(async move { desk.perform(&id, given, Open { name, ..Open::default() }).await.is_ok() })
            })
            .collect();
        let mut accepted = 0;
        for one in asked {
            accepted += i64::from(one.await.unwrap());
        }
        assert_eq!(accepted, 10, "each name is taken once");
        let rows = town.desk.db().rows("select number from ledgers order by number limit 100", Vec::new()).await.unwrap();
        let numbers: Vec<String> = rows.iter().map(|r| r.text("number").unwrap()).collect();
        assert_eq!(numbers, (1..=10).map(|n| format!("L-{n:04}")).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_faulting_act_fails_alone_and_its_neighbours_are_done() {
    for engine in engines() {
        let town = town(engine).await;
        let id = opened(&town, "shared").await;
        let mut asked = Vec::new();
        for n in 0..30 {
            let (desk, given, id) = (town.desk.clone(), town.given(), id.clone());
            asked.push(tokio::spawn(async move {
                match n {
                    13 => desk.perform(&id, given, Poison).await.is_ok(),
                    _ => desk.perform(&id, given, Add(1)).await.is_ok(),
                }
            }));
        }
        let mut done = Vec::new();
        for one in asked {
            done.push(one.await.unwrap());
        }
        assert_eq!(done.iter().filter(|ok| !**ok).count(), 1);
        assert!(!done[13]);
        assert_eq!(town.desk.recall::<Ledger>(&id).await.unwrap().0.sum, 29);
        assert!(matches!(whole(&town, None).await, Verdict::Whole { facts: 30, .. }));
    }
}

#[tokio::test]
async fn the_same_key_is_done_once_and_another_request_under_it_is_refused() {
    for engine in engines() {
        let town = town(engine).await;
        let keyed = |digest: &str| Given { once: Some(Once { key: "http/a/1".into(), digest: digest.into() }), ..town.given() };
        let (first, second) = (town.desk.new_id(), town.desk.new_id());
        town.desk.perform(&first, keyed("x"), Open { name: "one".into(), ..Open::default() }).await.unwrap();
        let again =
            town.desk.perform_all(keyed("x"), acts![(&second, Open { name: "one".into(), ..Open::default() })]).await.unwrap();
        assert!(again.already);
        assert_eq!(again.stream, Some(format!("ledger/{first}")));
        assert_eq!(again.state::<Ledger>(0).unwrap().state.name, "one");
        let other = town.desk.perform(&second, keyed("y"), Open { name: "two".into(), ..Open::default() }).await.unwrap_err();
        assert_eq!(other.refusal_key(), Some("web-refused-key-used-otherwise"));
    }
}

async fn whole(town: &Town, seen: Option<&HeadSeen>) -> Verdict {
    desk::verify(town.desk.db(), town.desk.genesis(), seen).await.unwrap()
}

#[tokio::test]
async fn an_altered_missing_inserted_or_reordered_fact_is_found_and_a_cut_tail_too() {
    for engine in engines() {
        let spoilt = |sql: &'static str| async move {
            let town = town(engine).await;
            let id = opened(&town, "a").await;
            for n in 0..9 {
                town.desk.perform(&id, town.given(), Add(n)).await.unwrap();
            }
            let head = town.desk.signed_head().await.unwrap();
            assert!(head.is_genuine());
            assert!(!desk::SignedHead { position: 9, ..head.clone() }.is_genuine());
            let seen = HeadSeen::parse(&head.short()).unwrap();
            assert!(matches!(whole(&town, Some(&seen)).await, Verdict::Whole { facts: 10, .. }));
            town.desk.store(sql.split(';').map(|s| (s.to_owned().into(), Vec::new())).collect()).await.unwrap();
            match whole(&town, Some(&seen)).await {
                Verdict::Broken { position, .. } => position,
                Verdict::Whole { .. } => panic!("not found: {sql}"),
            }
        };
        assert_eq!(spoilt("update journal set body = replace(body, '3', '4') where position = 5").await, 5);
        assert_eq!(spoilt("update journal set actor = 'account/other' where position = 7").await, 7);
        assert_eq!(spoilt("delete from journal where position = 4").await, 4);
        assert_eq!(
            spoilt(
                "update journal set position = 100 where position = 4;update journal set position = 4 where position = 5;\
                 update journal set position = 5 where position = 100"
            )
            .await,
            4
        );
        assert_eq!(
            spoilt(
                "insert into journal select 11, at_ms, stream, 11, kind, body, actor, post, area, case_id, cause, hash from journal \
                 where position = 10"
            )
            .await,
            11
        );
        assert_eq!(spoilt("delete from journal where position > 8").await, 9);
        let cut = "delete from journal where position > 8;\
                   update pen set position = 8, hash = (select hash from journal where position = 8)";
        assert_eq!(spoilt(cut).await, 9, "only the head that was let out shows it");
    }
}

#[tokio::test]
async fn tables_are_rebuilt_as_they_were_kept() {
    for engine in engines() {
        let town = town(engine).await;
        for n in 0..5 {
            let id = opened(&town, &format!("ledger {n}")).await;
            town.desk.perform(&id, town.given(), Add(n)).await.unwrap();
        }
        let all = |desk: desk::Desk| async move {
            let rows = desk
                .db()
                .rows("select id, number, name, sum, closed, opened_at_ms from ledgers order by id limit 99", Vec::new())
                .await;
            format!("{:?}", rows.unwrap())
        };
        let before = all(town.desk.clone()).await;
        town.desk.store(vec![("update ledgers set sum = 99".into(), Vec::new())]).await.unwrap();
        let again = town.another(vec![ledgers_at(2)]).await;
        assert_eq!(all(again.clone()).await, before);
        let id = again.new_id();
        again.perform(&id, town.given(), Open { name: "next".into(), ..Open::default() }).await.unwrap();
        assert_eq!(again.recall::<Ledger>(&id).await.unwrap().0.number, "L-0006", "numbers go on after a rebuild");
        let older = desk::Desk::open(desk::Config {
            folder: town.folder().to_owned(),
            place: town.place.clone(),
            zone: town.desk.zone().clone(),
            clock: town.clock.clone(),
            chance: desk::Chance::machine(),
            capabilities: vec![ledgers()],
            senders: Vec::new(),
        });
        assert!(older.await.unwrap_err().to_string().contains("newer"), "an older program refuses newer tables");
    }
}

#[tokio::test]
async fn two_processes_keep_one_gapless_chain_and_hear_of_each_other() {
    for engine in engines() {
        let town = town(engine).await;
        let other = town.another(vec![ledgers()]).await;
        let id = opened(&town, "shared").await;
        let mut heard = town.desk.tail();
        let mut asked = Vec::new();
        for n in 0..40 {
            let desk = if n % 2 == 0 { town.desk.clone() } else { other.clone() };
            let (given, id) = (town.given(), id.clone());
            asked.push(tokio::spawn(async move { desk.perform(&id, given, Add(1)).await.map(drop) }));
        }
        for one in asked {
            one.await.unwrap().unwrap();
        }
        assert_eq!(town.desk.recall::<Ledger>(&id).await.unwrap().0.sum, 40);
        assert!(matches!(whole(&town, None).await, Verdict::Whole { facts: 41, .. }));
        town.desk.settle().await.unwrap();
        for position in 2..=41 {
            assert_eq!(heard.recv().await.unwrap().position, position);
        }
    }
}

#[tokio::test]
async fn a_clock_that_runs_out_rings_once_also_after_downtime() {
    for engine in engines() {
        let town = town(engine).await;
        let id = town.desk.new_id();
        let due_at = town.desk.now().plus_min(30);
        let open = Open { name: "watched".into(), due_at: Some(due_at), ..Open::default() };
        town.desk.perform(&id, town.given(), open).await.unwrap();
        town.pass_min(29).await;
        assert_eq!(town.desk.recall::<Ledger>(&id).await.unwrap().0.rung_at, None);
        town.clock.set(due_at.plus_min(300));
        let after_downtime = town.another(vec![ledgers()]).await;
        after_downtime.settle().await.unwrap();
        after_downtime.settle().await.unwrap();
        assert_eq!(after_downtime.recall::<Ledger>(&id).await.unwrap(), {
            let (state, _) = town.desk.recall::<Ledger>(&id).await.unwrap();
            assert_eq!(state.rung_at, Some(due_at));
            (state, 2)
        });
    }
}

#[tokio::test]
async fn a_reaction_answers_each_fact_once_whoever_asks_for_it() {
    for engine in engines() {
        let town = town(engine).await;
        let id = opened(&town, "loud").await;
        town.desk.perform(&id, town.given(), Add(777)).await.unwrap();
        town.desk.settle().await.unwrap();
        town.desk
            .store(vec![("update cursors set position = 0 where name = 'reactions/ledgers'".into(), Vec::new())])
            .await
            .unwrap();
        town.another(vec![ledgers()]).await.settle().await.unwrap();
        assert_eq!(town.desk.recall::<Ledger>(&id).await.unwrap().0.echoes, 1);
    }
}

#[tokio::test]
async fn erased_words_are_gone_from_store_and_search_and_the_chain_holds() {
    for engine in engines() {
        let town = town(engine).await;
        let id = town.desk.new_id();
        let note = town.desk.seal("words", None, "call Lao Wang at the mill 山洪");
        let sealed = note.sealed.clone();
        town.desk.perform(&id, town.given(), Open { name: "noted".into(), note: Some(note), ..Open::default() }).await.unwrap();
        town.desk.settle().await.unwrap();
        let scope = Scope::whole(town.desk.city());
        let find = |question: &'static str| {
            let (desk, scope) = (town.desk.clone(), scope.clone());
            async move { search::find(desk.db(), &scope, question, 10).await.unwrap().len() }
        };
        assert_eq!((find("mill").await, find("山洪").await, find("洪").await, find("nobody").await), (1, 1, 1, 0));
        assert_eq!(search::find(town.desk.db(), &Scope::nothing(), "mill", 10).await.unwrap().len(), 0);
        assert_eq!(sealed::proof(town.desk.db(), &sealed).await.unwrap(), sealed::Proof::Whole);
        let because = Because { why: "asked by the caller".into(), law: "art. 85".into() };
        town.desk.erase(town.given(), &sealed.id, because).await.unwrap();
        assert_eq!(sealed::proof(town.desk.db(), &sealed).await.unwrap(), sealed::Proof::Erased);
        town.desk.settle().await.unwrap();
        assert_eq!((find("mill").await, find("山洪").await, find("noted").await), (0, 0, 1), "the skeleton is still found");
        assert_eq!(sealed::words(town.desk.db(), std::slice::from_ref(&sealed.id)).await.unwrap().len(), 0);
        assert!(matches!(whole(&town, None).await, Verdict::Whole { facts: 2, .. }));
    }
}

#[tokio::test]
async fn a_job_is_done_once_and_its_result_kept() {
    for engine in engines() {
        let town = town(engine).await;
        opened(&town, "one").await;
        assert!(town.desk.ask_job("no/such", "{}", "account/test").await.is_err());
        let job = town.desk.ask_job("ledgers/count", "{}", "account/test").await.unwrap();
        town.desk.settle().await.unwrap();
        let done = town.desk.job(&job).await.unwrap().unwrap();
        assert_eq!((done.state.as_str(), done.done, done.total, done.result.as_deref()), ("done", 1, 2, Some("1")));
    }
}

#[tokio::test]
async fn a_draft_survives_and_a_file_is_kept_by_its_content() {
    for engine in engines() {
        let town = town(engine).await;
        town.desk.keep_draft("a", "call", "water in").await.unwrap();
        town.desk.keep_draft("a", "call", "water in cellars").await.unwrap();
        let again = town.another(vec![ledgers()]).await;
        assert_eq!(again.draft("a", "call").await.unwrap().unwrap().0, "water in cellars");
        assert_eq!(again.draft("b", "call").await.unwrap(), None);
        again.drop_draft("a", "call").await.unwrap();
        assert_eq!(town.desk.draft("a", "call").await.unwrap(), None);
        let kept = town.desk.keep_file(b"photo".to_vec(), "image/png").await.unwrap();
        assert_eq!(town.desk.keep_file(b"photo".to_vec(), "image/png").await.unwrap(), kept);
        assert_eq!(again.file(&kept.hash).await.unwrap(), Some((b"photo".to_vec(), "image/png".to_owned())));
        assert_eq!(again.file("../../../etc/passwd").await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_backup_is_restored_verified_into_an_empty_place_with_later_erasures() {
    let town = town(desk::Engine::Sqlite).await;
    let id = town.desk.new_id();
    let note = town.desk.seal("words", None, "a name");
    let sealed = note.sealed.clone();
    town.desk.perform(&id, town.given(), Open { name: "kept".into(), note: Some(note), ..Open::default() }).await.unwrap();
    let kept = town.desk.keep_file(b"photo".to_vec(), "image/png").await.unwrap();
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("night.backup");
    let head = town.desk.backup(&file).await.unwrap();
    assert_eq!(head.position, 1);
    let because = Because { why: "asked".into(), law: "art. 85".into() };
    town.desk.erase(town.given(), &sealed.id, because).await.unwrap();

    let target = place.path().join("restored");
    let list = town.folder().join("erasures.jsonl");
    let restored = desk::Desk::restore(&file, &target, Some(&list)).await.unwrap();
    assert_eq!((restored.head, restored.erased), (head, 1));
    assert!(desk::Desk::restore(&file, &target, None).await.unwrap_err().to_string().contains("not empty"));
    let again = desk::Desk::open(desk::Config {
        folder: target.clone(),
        place: desk::DbPlace::File(target.join("watchfire.db")),
        zone: town.desk.zone().clone(),
        clock: town.clock.clone(),
        chance: desk::Chance::machine(),
        capabilities: vec![ledgers()],
        senders: Vec::new(),
    })
    .await
    .unwrap();
    assert_eq!(again.recall::<Ledger>(&id).await.unwrap().0.name, "kept");
    assert!(again.file(&kept.hash).await.unwrap().is_some());
    assert_eq!(sealed::words(again.db(), &[sealed.id]).await.unwrap().len(), 0, "what was erased does not come back");

    let damaged = place.path().join("damaged.backup");
    std::fs::write(&damaged, b"no archive").unwrap();
    let nowhere = place.path().join("nowhere");
    assert!(desk::Desk::restore(&damaged, &nowhere, None).await.is_err());
    assert!(!nowhere.exists(), "a failed restore leaves nothing behind");
}

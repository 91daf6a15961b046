//! Reading files of calls, as examples: a ledger as a duty room keeps it, a log of another system, rows that are wrong.

use std::sync::LazyLock;

use kernel::{AreaCode, Scope, Time};
use organisations::import::FileFault;
use proptest::prelude::*;
use rules::RuleBook;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use web::Language;

use super::*;
use crate::facts::Marking;
use crate::pages::samples::{at, atlas, book, say};
use crate::state::Standing;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(&Language::ALL.map(say)));
static BOOK: LazyLock<RuleBook> = LazyLock::new(book);

fn now() -> Time {
    at("08:00")
}

fn read_for(area: &str, bytes: &[u8]) -> Result<Read, NotRead> {
    let (atlas, reach) = (atlas(), Scope::whole(AreaCode::parse(area).unwrap()));
    let zone = kernel::Zone::named("Asia/Shanghai").unwrap();
    let (gazetteer, features) = (&atlas.gazetteer, atlas.profile.features.as_slice());
    read(bytes, Reading { lexicon: &LEXICON, book: &BOOK, gazetteer, features, zone: &zone, now: now(), reach: &reach })
}

fn taken(bytes: &[u8]) -> Vec<Call> {
    let read = read_for("211300", bytes).unwrap();
    assert_eq!(read.faults, Vec::new());
    read.calls
}

fn faults(text: &str) -> Vec<(u32, String, Why)> {
    let read = read_for("211300", text.as_bytes()).unwrap();
    read.faults.into_iter().map(|fault| (fault.row, fault.column, fault.why)).collect()
}

/// A ledger as a duty room keeps it: a title and who filled it in above the heading, real dates, a merged title, a district of its own.
fn ledger() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("7月").unwrap();
    sheet.merge_range(0, 0, 0, 8, "值班室来电登记台账", &Format::new().set_bold()).unwrap();
    sheet.write(1, 0, "填表单位：市值班室").unwrap();
    let heads =
        ["序号", "接警时间", "事发时间", "事件类型", "所属县区", "事发地点", "简要情况", "死亡人数（人）", "报警人", "处置状态"];
    for (n, head) in (0..).zip(heads) {
        sheet.write(2, n, head).unwrap();
    }
    let date = Format::new().set_num_format("yyyy/m/d h:mm");
    let received = ExcelDateTime::parse_from_str("2026-07-21T03:12:00").unwrap();
    sheet.write(3, 0, 1).unwrap();
    sheet.write_with_format(3, 1, &received, &date).unwrap();
    sheet.write(3, 2, "2026年7月21日2时50分").unwrap();
    for (n, text) in [(3, "山洪"), (4, "朝阳县"), (5, "羊山镇肖家店村"), (6, "山洪进村，三户被困"), (8, "村会计 100-0000-0301")]
    {
        sheet.write(3, n, text).unwrap();
    }
    sheet.write(3, 7, 2).unwrap();
    sheet.write(3, 9, "已办结").unwrap();
    sheet.write(4, 0, 2).unwrap();
    sheet.write(4, 1, "2026/7/21 3:40:05").unwrap();
    sheet.write(4, 6, "停电").unwrap();
    sheet.write(4, 7, "待核").unwrap();
    sheet.write(4, 9, "处置中").unwrap();
    book.add_worksheet().write(0, 0, "说明").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_ledger_of_a_duty_room_is_read_as_it_is() {
    let read = read_for("211300", &ledger()).unwrap();
    assert_eq!((read.faults.as_slice(), read.passed_over.as_slice()), (&[][..], &["Sheet2".to_owned()][..]));
    assert_eq!(read.unread_columns, ["序号"]);
    let [first, second] = read.calls.as_slice() else { panic!("{:?}", read.calls) };
    let claimed = |claim: &Option<kernel::Claim>| claim.as_ref().map(|claim| claim.at);
    assert_eq!(
        (first.row, claimed(&first.act.received), claimed(&first.act.occurred)),
        (4, Some(at("03:12")), Some(at("02:50")))
    );
    assert_eq!(first.act.class.as_deref(), Some("11A51"));
    assert_eq!((first.said.place.as_str(), first.said.caller.as_str()), ("朝阳县 羊山镇肖家店村", "村会计 100-0000-0301"));
    assert!(!first.act.place.areas.is_empty(), "the words say where");
    assert_eq!((first.figures.as_slice(), first.standing), (&[("deaths".to_owned(), 2)][..], Standing::Closed));
    assert_eq!(claimed(&second.act.received).map(|time| time.since_ms(at("03:40"))), Some(5_000));
    assert_eq!((second.figures.as_slice(), second.standing), (&[][..], Standing::Open), "unknown is not zero");
}

#[test]
fn no_two_columns_are_called_the_same_in_any_language() {
    for column in Column::ALL {
        assert_eq!(LEXICON.column(column.as_str()), Some(column));
        for language in Language::ALL {
            assert_eq!(LEXICON.column(&say(language).word(column.word())), Some(column), "{column:?} in {language:?}");
        }
    }
}

#[test]
fn a_log_of_another_system_is_read_by_its_english_heads() {
    let csv = "lat,lng,desc,timeStamp,addr\n41.5734,120.4504,EMS: FALL VICTIM,2016-01-15 12:01,POWELL ST & E SPRUCE ST\n";
    let calls = taken(csv.as_bytes());
    assert_eq!(calls[0].said.summary, "EMS: FALL VICTIM");
    assert_eq!(calls[0].said.place, "POWELL ST & E SPRUCE ST");
    assert!(calls[0].act.place.point.is_some() && calls[0].act.received.is_some());
}

#[test]
fn one_word_in_a_row_is_enough_and_the_programs_own_heads_are_known() {
    let own = "number,received_at,class,area,datum,caller,basis,marking,standing,summary\n,,,,,,,,,water\n";
    let calls = taken(own.as_bytes());
    assert_eq!((calls[0].said.summary.as_str(), calls[0].act.marking), ("water", Marking::Internal));
    let all = "number,received_at,class,area,summary,marking,standing\nA-7,2026-07-21T03:12:00+08:00,12D01,211321,fire,work_secret,false_alarm\n";
    let [call] = taken(all.as_bytes()).try_into().unwrap();
    assert_eq!((call.number.as_str(), call.standing, call.act.marking), ("A-7", Standing::FalseAlarm, Marking::WorkSecret));
    assert_eq!(call.act.place.areas, [AreaCode::parse("211321").unwrap()]);
}

#[test]
fn every_fault_of_every_row_is_named_with_its_column() {
    let csv = "summary,类别,接报时间,area,lat,lon,死亡人数,状态,密级\n\
        a,不知道,昨天,,,,两个,走了,绝密\n\
        b,,2026-07-22 03:00,211321,1,,-1,,\n\
        ,,,,,,,,\n\
        c,,,990100,x,y,,,\n\
        ,,2026-07-21 03:00,,,,,,\n";
    let named: Vec<(u32, &str, Why)> = vec![
        (2, "接报时间", Why::NotATime),
        (2, "类别", Why::NotAClass),
        (2, "死亡人数", Why::NotAFigure),
        (2, "状态", Why::NotAWord),
        (2, "密级", Why::NotAWord),
        (3, "接报时间", Why::InTheFuture),
        (3, "area", Why::NotAPlace),
        (3, "死亡人数", Why::NotAFigure),
        (5, "lat", Why::NotANumber),
        (5, "lon", Why::NotANumber),
        (6, "", Why::NothingSaid),
    ];
    let found = faults(csv);
    let found: Vec<(u32, &str, Why)> = found.iter().map(|(row, column, why)| (*row, column.as_str(), why.clone())).collect();
    assert_eq!(found, named);
    let long = format!("summary,place\nx,{}\n", "村".repeat(201));
    assert_eq!(faults(&long)[0].2, Why::TooLong { max: 200 });
}

#[test]
fn what_lies_in_the_area_of_others_is_theirs_to_record() {
    let csv = "summary,area\na,211321\nb,211322\nc,\n";
    let read = read_for("211321", csv.as_bytes()).unwrap();
    let faults: Vec<(u32, Why)> = read.faults.into_iter().map(|fault| (fault.row, fault.why)).collect();
    assert_eq!(faults, [(3, Why::NotYours)]);
    assert_eq!(read.calls.len(), 2, "what has no place stays with the desk");
}

#[test]
fn a_file_without_a_heading_or_with_one_twice_or_too_long_is_not_read() {
    let refused = |bytes: &[u8]| read_for("211300", bytes).unwrap_err();
    assert_eq!(refused(b"a,b\n1,2\n"), NotRead::NoHeading);
    assert_eq!(refused(b""), NotRead::NoHeading);
    let twice = NotRead::File(FileFault::ColumnTwice { sheet: String::new(), head: "desc".into() });
    assert_eq!(refused(b"summary,desc\nx,y\n"), twice);
    let many = format!("summary\n{}", "x\n".repeat(ROWS_MAX + 20));
    assert_eq!(refused(many.as_bytes()), NotRead::File(FileFault::TooManyRows { max: ROWS_MAX }));
    assert!(matches!(refused(&[0xd6, 0xd0]), NotRead::File(FileFault::NotUtf8 { .. })));
}

#[test]
fn a_time_is_read_however_people_divide_its_numbers_and_never_guessed() {
    let read = |text: &str| LEXICON.time(text);
    for text in ["2026年7月21日3时5分", "2026/7/21 3:05", "2026-7-21 3:05:00", "2026.7.21 3:5"] {
        assert_eq!(read(text).as_deref(), Some("2026-07-21T03:05:00"), "{text}");
    }
    for text in ["7/21/2026 3:05", "2026-07-21", "3:05", "2026/7/21 3:05 PM", "2026年7月21日下午3时5分", "2026/7/21/3/5/6/7"]
    {
        assert_eq!(read(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), rows in "[a-z,\n\"0-9年月:/ -]{0,200}") {
        let _ = read_for("211300", &bytes);
        let _ = read_for("211300", format!("summary,class,received_at,lat,lon,deaths\n{rows}").as_bytes());
    }
}

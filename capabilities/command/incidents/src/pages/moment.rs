//! Times as a duty officer types them: `3:05`, `0305`, `11-22 23:50`, or written out. What has no date is the last such time that has passed.

use kernel::{CityDate, Time, Zone};

const DAY_MIN: i64 = 24 * 60;

/// Reads a time by the city's clock; nothing where it is none.
pub fn read(text: &str, zone: &Zone, now: Time) -> Option<Time> {
    let text = plain(text);
    let (day, clock) = text.rsplit_once(' ').map_or((None, text.as_str()), |(day, clock)| (Some(day.trim()), clock));
    let Some((hour, minute)) = hour_and_minute(clock) else { return zone.parse(&text).ok() };
    match day {
        None => {
            let today = zone.on(zone.date(now), hour, minute);
            Some(if today > now { zone.on(zone.date(now.plus_min(-DAY_MIN)), hour, minute) } else { today })
        }
        Some(day) => dated(day, zone, now).map(|date| zone.on(date, hour, minute)).or_else(|| zone.parse(&text).ok()),
    }
}

/// The date of `11-22`: of this year, or of the last one where this year's has not come yet.
fn dated(day: &str, zone: &Zone, now: Time) -> Option<CityDate> {
    let year: i32 = zone.written(now, "%Y").parse().ok()?;
    let parts: Vec<u8> = day.split(['-', '/', '.']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let [month, day] = parts[..] else { return None };
    let of = |year: i32| CityDate::parse(&format!("{year:04}-{month:02}-{day:02}")).ok();
    of(year).filter(|date| *date <= zone.date(now)).or_else(|| of(year - 1))
}

/// `3:05`, `03:05`, `305` or `0305`.
fn hour_and_minute(text: &str) -> Option<(i8, i8)> {
    let (hour, minute) = match text.split_once(':') {
        Some(parts) => parts,
        None if (3..=4).contains(&text.len()) && text.is_ascii() => text.split_at(text.len() - 2),
        None => return None,
    };
    if minute.len() != 2 || hour.is_empty() || hour.len() > 2 {
        return None;
    }
    let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
}

/// Full-width digits and colons become plain ones, blanks are single.
fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let text: String = text.chars().map(narrow).collect();
    text.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_at(now: &str, text: &str) -> Option<String> {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let now = Time::parse(&format!("{now}:00+08:00")).unwrap();
        read(text, &zone, now).map(|time| zone.written(time, "%Y-%m-%d %H:%M"))
    }

    #[test]
    fn a_time_without_a_date_is_the_last_that_has_passed() {
        let at_night = |text: &str| read_at("2026-11-23T03:12", text);
        for text in ["3:05", "03:05", "0305", "305", " 3\u{ff1a}05 ", "\u{ff10}\u{ff13}\u{ff10}\u{ff15}"] {
            assert_eq!(at_night(text).as_deref(), Some("2026-11-23 03:05"), "{text}");
        }
        assert_eq!(at_night("23:50").as_deref(), Some("2026-11-22 23:50"));
        assert_eq!(at_night("3:12").as_deref(), Some("2026-11-23 03:12"), "now itself has passed");
        assert_eq!(at_night("3:13").as_deref(), Some("2026-11-22 03:13"));
    }

    #[test]
    fn a_date_without_a_year_is_the_last_that_has_come() {
        assert_eq!(read_at("2026-11-23T03:12", "11-22 23:50").as_deref(), Some("2026-11-22 23:50"));
        assert_eq!(read_at("2026-01-02T00:10", "12-31 23:50").as_deref(), Some("2025-12-31 23:50"));
        assert_eq!(read_at("2026-11-23T03:12", "2026-11-22T23:50").as_deref(), Some("2026-11-22 23:50"));
        assert_eq!(read_at("2026-11-23T03:12", "2026-11-22 23:50").as_deref(), Some("2026-11-22 23:50"));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in ["", "soon", "25:00", "3:60", "3:5", "30", "03050", "13-41 3:05", "3:05 pm"] {
            assert_eq!(read_at("2026-11-23T03:12", text), None, "{text}");
        }
    }
}

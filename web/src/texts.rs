//! Every word that people see, in every language: collected at start from the crates' sources, one bundle a language.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use desk::Fault;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use kernel::Arg;

/// The name of a text. Made from `texts/*.ftl` when a crate is built, so that a missing text does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Word(pub &'static str);

/// All texts of one crate, made when it is built.
#[derive(Debug)]
pub struct Source {
    /// The crate.
    pub name: &'static str,
    /// Its Chinese texts as Fluent.
    pub zh: &'static str,
    /// Its English texts as Fluent.
    pub en: &'static str,
}

/// A language that every text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Chinese in simplified characters.
    Zh,
    /// English.
    En,
}

/// The texts of all crates. Cheap to clone.
#[derive(Clone)]
pub struct Texts(Arc<[FluentBundle<FluentResource>; 2]>);

impl Word {
    /// The key, as the `.ftl` files have it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        self.0
    }
}

impl Language {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The tag for `lang` attributes and headers.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The two letters used in addresses and cookies.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            Self::Zh => crate::words::LANGUAGE_ZH,
            Self::En => crate::words::LANGUAGE_EN,
        }
    }

    /// Reads a tag such as `zh`, `zh-CN` or `en-GB`; nothing for a language that is not offered.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let first = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|l| l.code().eq_ignore_ascii_case(first))
    }

    /// The first offered language in an `Accept-Language` header, weights respected.
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        const PARTS_MAX: usize = 20;
        let weighed = header.split(',').take(PARTS_MAX).filter_map(|part| {
            let (tag, rest) = part.split_once(';').unwrap_or((part, ""));
            let weight = rest.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()).unwrap_or(1.0);
            Self::parse(tag).filter(|_| weight > 0.0).map(|language| (language, weight))
        });
        weighed.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(language, _)| language)
    }

    const fn index(self) -> usize {
        match self {
            Self::Zh => 0,
            Self::En => 1,
        }
    }
}

impl Texts {
    /// Merges the sources of all crates.
    ///
    /// # Errors
    /// A source that is no Fluent, or a key that two crates claim.
    pub fn of(sources: &[&Source]) -> Result<Self, Fault> {
        Ok(Self(Arc::new([bundle(Language::Zh, sources)?, bundle(Language::En, sources)?])))
    }

    /// The text called `key`, with `args` put in. An unknown key is logged as a fault and shown as it is.
    #[must_use]
    pub fn say<'a>(&'a self, language: Language, key: &'a str, args: &[(&str, Cow<'_, Arg>)]) -> Cow<'a, str> {
        let bundle = &self.0[language.index()];
        let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else {
            tracing::error!(key, language = language.code(), "a text is missing");
            return Cow::Borrowed(key);
        };
        let mut errors = Vec::new();
        let given = (!args.is_empty()).then(|| fluent_args(args));
        let text = bundle.format_pattern(pattern, given.as_ref(), &mut errors);
        if !errors.is_empty() {
            tracing::error!(key, language = language.code(), ?errors, "a text lacks an argument");
        }
        text
    }

    /// The text of `word` in every language: for searching.
    pub(crate) fn in_all_languages(&self, word: Word) -> impl Iterator<Item = String> {
        Language::ALL.into_iter().map(move |language| self.say(language, word.0, &[]).into_owned())
    }

    /// Whether both languages have `key`.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        self.0.iter().all(|bundle| bundle.has_message(key))
    }
}

fn bundle(language: Language, sources: &[&Source]) -> Result<FluentBundle<FluentResource>, Fault> {
    let tag = language.tag().parse().map_err(|_| Fault::broken(format!("language tag {}", language.tag())))?;
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    for source in sources {
        let text = if language == Language::Zh { source.zh } else { source.en };
        let resource = FluentResource::try_new(text.to_owned())
            .map_err(|(_, errors)| Fault::broken(format!("texts of {}: {errors:?}", source.name)))?;
        bundle.add_resource(resource).map_err(|errors| Fault::broken(format!("texts of {}: {errors:?}", source.name)))?;
    }
    Ok(bundle)
}

fn fluent_args<'a>(args: &'a [(&'a str, Cow<'a, Arg>)]) -> FluentArgs<'a> {
    let mut given = FluentArgs::with_capacity(args.len());
    for (name, arg) in args {
        match arg.as_ref() {
            Arg::Text(text) => given.set(*name, text.as_str()),
            Arg::Number(number) => given.set(*name, *number),
            // `Say` writes times in the city's zone before they come here.
            Arg::Time(time) => given.set(*name, time.to_utc_text()),
        }
    }
    given
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Texts")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static ONE: Source = Source {
        name: "one",
        zh: "one-left = 剩 { $n } 分\n",
        en: "one-left = { $n ->\n [one] { $n } minute\n *[other] { $n } minutes\n}\n",
    };

    #[test]
    fn a_text_is_said_in_the_readers_language_with_its_plural() {
        let texts = Texts::of(&[&ONE]).unwrap();
        let say = |language, n: i64| texts.say(language, "one-left", &[("n", Cow::Owned(n.into()))]).into_owned();
        assert_eq!(say(Language::Zh, 1), "剩 1 分");
        assert_eq!(say(Language::En, 1), "1 minute");
        assert_eq!(say(Language::En, 12_345), "12345 minutes", "numbers are not grouped");
    }

    #[test]
    fn an_unknown_key_is_shown_and_never_breaks_the_page() {
        let texts = Texts::of(&[&ONE]).unwrap();
        assert_eq!(texts.say(Language::Zh, "one-gone", &[]), "one-gone");
        assert!(!texts.knows("one-gone"));
    }

    #[test]
    fn two_crates_cannot_claim_one_key() {
        let fault = Texts::of(&[&ONE, &ONE]).unwrap_err();
        assert!(fault.to_string().contains("texts of one"), "{fault}");
    }

    #[test]
    fn the_accepted_language_is_the_heaviest_that_is_offered() {
        assert_eq!(Language::accepted("fr, en;q=0.8, zh-CN;q=0.9"), Some(Language::Zh));
        assert_eq!(Language::accepted("en-GB,en;q=0.9,zh;q=0.8"), Some(Language::En));
        assert_eq!(Language::accepted("zh;q=0, fr"), None);
        assert_eq!(Language::parse("zh_Hans"), Some(Language::Zh));
    }
}

//! What acts on the contact book must know of other bodies, posts and people, looked up under the pen.

use desk::{Fault, Look, Pen, Rows, args};
use kernel::Id;

use crate::acts::{
    Abolish, Appoint, BodyKnown, Classify, Correct, Deputy, Dissolve, Enter, Establish, FollowBody, Found, LINE_DEPTH_MAX, Move,
    PersonKnown, Pointed, PostBody, PostKnown, Relieve, Rename, Retitle, SetDeputies, SetLine, SetMailbox, SetPhones, Usage,
};
use crate::import::Way;
use crate::person::PersonDetails;
use crate::state::{Body, Person, Post};

impl Look for Rename {}
impl Look for Classify {}
impl Look for SetPhones {}
impl Look for SetMailbox {}
impl Look for Retitle {}
impl Look for Relieve {}
impl Look for Abolish {}

impl Look for Found {
    async fn look(&self, under: &Pen<'_>) -> Result<BodyKnown, Fault> {
        let held = "select name from bodies where code = $1 and not dissolved limit 1";
        let held = under.rows(held, args![crate::typed::plain(&self.0.code)]).await?;
        let code_held_by = held.first().map(|row| row.text("name")).transpose()?;
        let pointed = pointed(under, self.0.parent.as_slice(), Way::Parents).await?;
        Ok(BodyKnown { code_held_by, pointed, ..BodyKnown::default() })
    }
}

impl Look for Move {
    async fn look(&self, under: &Pen<'_>) -> Result<BodyKnown, Fault> {
        let pointed = pointed(under, self.parent.as_slice(), Way::Parents).await?;
        Ok(BodyKnown { pointed, ..BodyKnown::default() })
    }
}

impl Look for SetLine {
    async fn look(&self, under: &Pen<'_>) -> Result<BodyKnown, Fault> {
        let few = self.to.get(..crate::acts::LINE_ADDRESSEES_MAX).unwrap_or(&self.to);
        let pointed = pointed(under, few, Way::On(self.line)).await?;
        Ok(BodyKnown { pointed, ..BodyKnown::default() })
    }
}

impl Look for Dissolve {
    async fn look(&self, under: &Pen<'_>) -> Result<BodyKnown, Fault> {
        let count = async |sql: &str| -> Result<i64, Fault> {
            under.rows(sql, args![under.own_id()]).await?.first().map_or(Ok(0), |row| row.int("n"))
        };
        let usage = Usage {
            posts: count("select count(*) as n from posts where body_id = $1 and not abolished").await?,
            bodies: count("select count(*) as n from bodies where parent_id = $1 and not dissolved").await?,
            reporting: count(
                "select count(distinct l.body_id) as n from body_lines l join bodies b on b.id = l.body_id \
                 where l.to_id = $1 and not b.dissolved",
            )
            .await?,
        };
        Ok(BodyKnown { usage, ..BodyKnown::default() })
    }
}

impl Look for Establish {
    async fn look(&self, under: &Pen<'_>) -> Result<PostKnown, Fault> {
        let held = "select title from posts where code = $1 and not abolished limit 1";
        let held = under.rows(held, args![crate::typed::plain(&self.code)]).await?;
        let code_held_by = held.first().map(|row| row.text("title")).transpose()?;
        Ok(PostKnown { code_held_by, body: body_of_post(under, &self.body).await?, ..PostKnown::default() })
    }
}

impl Look for FollowBody {
    async fn look(&self, under: &Pen<'_>) -> Result<PostKnown, Fault> {
        let post = under.state::<Post>(under.own_id()).await?;
        let body = match &post.about {
            Some(about) => body_of_post(under, &about.body).await?,
            None => None,
        };
        Ok(PostKnown { body, ..PostKnown::default() })
    }
}

impl Look for Appoint {
    async fn look(&self, under: &Pen<'_>) -> Result<PostKnown, Fault> {
        let person = under.state::<Person>(&self.person).await?;
        Ok(PostKnown { person_entered: person.details.is_some(), ..PostKnown::default() })
    }
}

impl Look for SetDeputies {
    async fn look(&self, under: &Pen<'_>) -> Result<PostKnown, Fault> {
        let mut deputies = Vec::new();
        for id in self.deputies.iter().take(crate::acts::DEPUTIES_MAX) {
            let post = under.state::<Post>(id).await?;
            if let Some(about) = &post.about {
                let (code, title) = (about.code.clone(), about.title.clone());
                deputies.push(Deputy { id: id.clone(), code, title, abolished: post.abolished });
            }
        }
        Ok(PostKnown { deputies, ..PostKnown::default() })
    }
}

impl Look for Enter {
    async fn look(&self, under: &Pen<'_>) -> Result<PersonKnown, Fault> {
        details(under).await
    }

    fn beside(&self, _: &PersonKnown, rows: &mut Rows) {
        self.sealing.keep(rows);
    }
}

impl Look for Correct {
    async fn look(&self, under: &Pen<'_>) -> Result<PersonKnown, Fault> {
        details(under).await
    }

    fn beside(&self, _: &PersonKnown, rows: &mut Rows) {
        self.sealing.keep(rows);
    }
}

async fn details(under: &Pen<'_>) -> Result<PersonKnown, Fault> {
    let person = under.state::<Person>(under.own_id()).await?;
    let Some(sealed) = &person.details else { return Ok(PersonKnown::default()) };
    let rows = under.rows("select words from sealed where id = $1 limit 1", args![&sealed.id]).await?;
    let words = rows.first().map(|row| row.maybe_text("words")).transpose()?.flatten();
    Ok(PersonKnown { details: words.as_deref().and_then(PersonDetails::from_words) })
}

async fn body_of_post(under: &Pen<'_>, id: &Id) -> Result<Option<PostBody>, Fault> {
    let body = under.state::<Body>(id).await?;
    let about = body.about.as_ref();
    Ok(about.map(|about| PostBody { name: about.name.clone(), area: about.area, dissolved: body.dissolved }))
}

/// The bodies that an act points at, each with the codes of all above it.
async fn pointed(under: &Pen<'_>, ids: &[Id], way: Way) -> Result<Vec<Pointed>, Fault> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let body = under.state::<Body>(id).await?;
        if let Some(about) = &body.about {
            let (code, name) = (about.code.clone(), about.name.clone());
            let above = above(under, &body, way).await?;
            found.push(Pointed { id: Some(id.clone()), code, name, dissolved: body.dissolved, above });
        }
    }
    Ok(found)
}

async fn above(under: &Pen<'_>, from: &Body, way: Way) -> Result<Vec<String>, Fault> {
    let mut codes: Vec<String> = Vec::new();
    let mut last = way.next(from);
    for _ in 0..LINE_DEPTH_MAX {
        let mut next = Vec::new();
        for id in last {
            let body = under.state::<Body>(&id).await?;
            let Some(about) = body.about.as_ref().filter(|about| !codes.contains(&about.code)) else { continue };
            codes.push(about.code.clone());
            next.extend(way.next(&body));
        }
        last = next;
    }
    Ok(codes)
}

//! The one shape that a policy may have, so that what holds for an area holds for everything in it, and a list can be cut to it.

use cedar_policy::Policy;
use cedar_policy::pst::{
    BinaryOp, Clause, Effect, EntityOrSlot, EntityType, Expr, Literal, PrincipalConstraint, ResourceConstraint, UnaryOp, Var,
};

/// The only entity type that a policy may name one of.
const KIND: &str = "Kind";
/// Where a matter may lie, seen from who asks.
const PLACES: [&str; 3] = ["area", "city", "case"];

/// Says what a policy says that it may not say.
pub fn check(policy: &Policy) -> Result<(), String> {
    let tree = policy.to_pst().map_err(|e| e.to_string())?;
    let body = tree.body();
    if body.resource != ResourceConstraint::Any {
        return Err("say where with `when { resource in principal.area }`, not in the head".to_owned());
    }
    if let PrincipalConstraint::Eq(_) = body.principal {
        return Err("a policy is for a kind of post, never for one asker".to_owned());
    }
    if let PrincipalConstraint::In(EntityOrSlot::Entity(uid)) | PrincipalConstraint::IsIn(_, EntityOrSlot::Entity(uid)) =
        &body.principal
    {
        kind_only(&uid.ty)?;
    }
    for clause in body.clauses() {
        match clause {
            Clause::When(condition) if body.effect == Effect::Permit => permit_condition(condition)?,
            Clause::When(condition) | Clause::Unless(condition) => plain(condition)?,
        }
    }
    Ok(())
}

/// A condition of a permit: places and plain conditions, all of which must hold.
fn permit_condition(condition: &Expr) -> Result<(), String> {
    match condition {
        Expr::BinaryOp { op: BinaryOp::And, left, right } => permit_condition(left).and_then(|()| permit_condition(right)),
        Expr::BinaryOp { op: BinaryOp::In, left, right } if is_place(left, right) => Ok(()),
        other => plain(other),
    }
}

/// A condition that does not depend on where the matter lies.
fn plain(condition: &Expr) -> Result<(), String> {
    match condition {
        Expr::BinaryOp { op: BinaryOp::And | BinaryOp::Or, left, right } => plain(left).and_then(|()| plain(right)),
        Expr::UnaryOp { op: UnaryOp::Not, expr } => plain(expr),
        Expr::Is { expr, in_expr: None, .. } if is_principal(expr) => Ok(()),
        Expr::BinaryOp { op: BinaryOp::In, left, right } if is_principal(left) => kinds(right),
        Expr::GetAttr { .. }
            if reads(condition, Var::Principal, &["expired"]) || reads(condition, Var::Resource, &["work_secret"]) =>
        {
            Ok(())
        }
        other => Err(format!("`{other}` is not of the permitted shape here")),
    }
}

fn is_principal(expr: &Expr) -> bool {
    matches!(expr, Expr::Var(Var::Principal))
}

fn is_place(left: &Expr, right: &Expr) -> bool {
    matches!(left, Expr::Var(Var::Resource)) && reads(right, Var::Principal, &PLACES)
}

/// Whether the expression reads one of these attributes of this variable.
fn reads(expr: &Expr, var: Var, attrs: &[&str]) -> bool {
    matches!(expr, Expr::GetAttr { expr, attr } if **expr == Expr::Var(var) && attrs.contains(&attr.as_str()))
}

/// One kind of post, or a list of them.
fn kinds(expr: &Expr) -> Result<(), String> {
    match expr {
        Expr::Literal(Literal::EntityUID(uid)) => kind_only(&uid.ty),
        Expr::Set(several) => several.iter().try_for_each(|one| kinds(one)),
        other => Err(format!("`{other}` is not a kind of post")),
    }
}

fn kind_only(ty: &EntityType) -> Result<(), String> {
    if ty.to_string() == KIND { Ok(()) } else { Err(format!("it names one {ty}; a policy may name kinds of post only")) }
}

//! Values on the wire: a parameter takes the type that the statement gives it; a column is read by the type it has.

use std::error::Error;

use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::row::Cell;
use crate::value::Value;

type Boxed = Box<dyn Error + Sync + Send>;

/// Whether a value can be sent as a parameter of this type. What cannot would be found out only as it is sent: then it is left
/// out, and what was said after it goes on its way.
pub(super) fn fits(value: &Value, ty: &Type) -> bool {
    matches!(
        (value, ty),
        (Value::Null, _)
            | (Value::Bool(_), &Type::BOOL)
            | (Value::Int(_), &Type::INT8 | &Type::FLOAT8)
            | (Value::Real(_), &Type::FLOAT8 | &Type::FLOAT4)
            | (Value::Text(_), &Type::TEXT | &Type::VARCHAR | &Type::BPCHAR | &Type::NAME | &Type::UNKNOWN,)
            | (Value::Bytes(_), &Type::BYTEA)
    ) || matches!((value, ty), (Value::Int(value), &Type::INT4) if i32::try_from(*value).is_ok())
        || matches!((value, ty), (Value::Int(value), &Type::INT2) if i16::try_from(*value).is_ok())
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
        match (self, ty) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Bool(value), &Type::BOOL) => value.to_sql(ty, out),
            (Value::Int(value), &Type::INT8) => value.to_sql(ty, out),
            (Value::Int(value), &Type::INT4) => i32::try_from(*value)?.to_sql(ty, out),
            (Value::Int(value), &Type::INT2) => i16::try_from(*value)?.to_sql(ty, out),
            (Value::Int(value), &Type::FLOAT8) => (*value as f64).to_sql(ty, out),
            (Value::Real(value), &Type::FLOAT8) => value.to_sql(ty, out),
            (Value::Real(value), &Type::FLOAT4) => (*value as f32).to_sql(ty, out),
            (
                Value::Text(value),
                &Type::TEXT | &Type::VARCHAR | &Type::BPCHAR | &Type::NAME | &Type::UNKNOWN,
            ) => value.to_sql(ty, out),
            (Value::Bytes(value), &Type::BYTEA) => value.to_sql(ty, out),
            (value, ty) => Err(format!("{value:?} is not a {ty}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Cell<'a>, Boxed> {
        Ok(match *ty {
            Type::BOOL => Cell::Bool(bool::from_sql(ty, raw)?),
            Type::INT8 => Cell::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Cell::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Cell::Int(i16::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => Cell::Real(f64::from_sql(ty, raw)?),
            Type::FLOAT4 => Cell::Real(f32::from_sql(ty, raw)?.into()),
            Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN => {
                Cell::Text(<&str>::from_sql(ty, raw)?)
            }
            Type::BYTEA => Cell::Bytes(raw),
            ref other => return Err(format!("type {other} is not read here; cast it").into()),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Cell<'a>, Boxed> {
        Ok(Cell::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

//! `cohort NAME for i: record { by … value … }`: what is compared between units, and the record of what they give.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{Cohort, CohortField, DimensionType, Field, RecordId, Type};
use crate::syntax::ast::CohortDecl;

use super::checker::{Checker, Frame, Purpose};
use super::codes;
use super::record::local;
use super::words::{mismatch, type_words};

impl Checker<'_> {
    /// All cohorts; the fields of their records take the type of what is compared.
    pub(super) fn check_cohorts(&mut self) {
        for (record, decl) in std::mem::take(&mut self.declared.cohorts) {
            self.cohort(record, decl);
        }
    }

    fn cohort(&mut self, record: RecordId, decl: &CohortDecl) {
        let mut frame = Frame::new(Purpose::Rule);
        let over = self.record_named(&decl.binder.record).filter(|id| self.can_be_bound(*id, decl.binder.record.span));
        let ty = over.map_or(Type::Wrong, Type::Record);
        let binder = frame.bind(&decl.binder.name.value, ty, decl.binder.name.span);
        frame.ranged = true;
        let condition = decl.condition.as_ref().map(|condition| self.expect(&mut frame, condition, &Type::Bool));
        let by = self.expect(&mut frame, &decl.by, &Type::Text);
        let value = self.infer(&mut frame, &decl.value, None);
        let of_value = match &value.ty {
            Type::Wrong => Type::Quantity(DimensionType::Any),
            Type::Quantity(_) => value.ty.clone(),
            other => {
                let wanted = Wording::new("数", "a quantity");
                self.diagnostics.push(mismatch(value.span, &wanted, &type_words(other, &self.plan)));
                Type::Quantity(DimensionType::Any)
            }
        };
        if decl.binder.last_year {
            let message = Wording::new("同类比较只看本年的材料", "a cohort looks at this year's submissions only");
            self.diagnostics.push(Diagnostic::error(codes::SOURCE, decl.binder.record.span, message));
        }
        let Some(made) = self.plan.records.get_mut(record.0) else { return };
        if let Some(title) = &decl.title {
            made.title = local(title);
        }
        made.fields = CohortField::ALL.map(|(field, name, zh, en)| field_of(field, (name, zh, en), &of_value)).into();
        if let Some(over) = over {
            self.plan.cohorts.push(Cohort { record, over, binder, condition, by, value, slots: frame.slots });
        }
    }
}

fn field_of(field: CohortField, (name, zh, en): (&str, &str, &str), of_value: &Type) -> Field {
    let ty = match field {
        CohortField::Key => Type::Text,
        CohortField::Count => Type::NUMBER,
        CohortField::Median | CohortField::Low | CohortField::High => of_value.clone(),
    };
    Field {
        name: name.to_owned(),
        label: Wording::new(zh, en),
        aliases: vec![name.to_owned(), zh.to_owned()],
        ty,
        optional: false,
    }
}

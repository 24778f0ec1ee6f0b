//! Stable ids of the elements of a rubric.
//!
//! Traces, findings and scorecards speak of elements by id and never by position in the text, so that moving a line
//! does not change what is said. Ids count from 0 in the order of the text.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The id of the element at an index of its list.
            #[must_use]
            pub fn at(index: usize) -> Self {
                $name(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// The index of the element in its list.
            #[must_use]
            pub fn index(self) -> usize {
                usize::try_from(self.0).unwrap_or(usize::MAX)
            }
        }
    )*};
}

ids! {
    /// A field of a `数据` block.
    FieldId;
    /// A `定义`.
    DefinitionId;
    /// A table (`明细`).
    TableId;
    /// A group (`一级`, `二级`, …).
    GroupId;
    /// An indicator.
    IndicatorId;
    /// A formula that is measured: of an indicator or of a checklist item.
    MeasureId;
    /// A check (`校验`) or a stated figure (`填报`).
    CheckId;
    /// A part of a scoring rule: a band, an anchor, a deduction, an item, an arm, a level, a not-applicable clause.
    ElementId;
}

/// A group or an indicator, where either may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeId {
    /// A group.
    Group(GroupId),
    /// An indicator.
    Indicator(IndicatorId),
}

enum CaseModelPlaceholder {}

enum CaseAnalysisPlaceholder {}

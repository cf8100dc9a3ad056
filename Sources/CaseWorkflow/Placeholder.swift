enum CaseWorkflowPlaceholder {}

enum CaseRenderingPlaceholder {}

enum DossierPlaceholder {}

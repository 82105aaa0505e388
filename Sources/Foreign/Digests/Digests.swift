// Filled in by the first file of the module.

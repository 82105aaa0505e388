// Filled in by the first test of the module.

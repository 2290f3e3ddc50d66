import fc from "fast-check";

// The same cases in every run: a test that fails today has failed at the change that broke it.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20261123 });

package dev.hedgerow.tables.reference;

import java.util.function.Supplier;

/** A request, and what the model makes of it once it is sent. */
record Request(String operation, String json, Supplier<Expected> run) {}

package dev.hedgerow.graph;

import java.time.Instant;

/**
 * Makes a write happen at most once: repeated with the same key, it answers what happened the first
 * time.
 *
 * @param text 1 to 255 characters, chosen by the caller
 * @param born when the caller made it, or when the request came in; valid for 24 h
 */
public record IdempotencyKey(String text, Instant born) {}

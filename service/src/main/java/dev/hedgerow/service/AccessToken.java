package dev.hedgerow.service;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a token; its secret is not.
 *
 * @param id {@code to_…}, names the token without letting anybody in
 * @param actor the name that commits and operations carry
 * @param issuer the actor who made it
 * @param expires when it stops to let anybody in; empty means never
 */
public record AccessToken(
        String id,
        String actor,
        String tenant,
        Right right,
        Scope scope,
        String issuer,
        Instant created,
        Optional<Instant> expires) {}

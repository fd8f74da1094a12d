package dev.hedgerow.service;

/**
 * Who asks.
 *
 * @param actor the name that commits and operations carry
 * @param tenant whose graphs are meant; others are not seen
 * @param scope what of the tenant is seen
 */
public record Caller(String actor, String tenant, Right right, Scope scope) {}

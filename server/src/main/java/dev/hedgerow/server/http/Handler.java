package dev.hedgerow.server.http;

/** Answers one call. May block; what it throws becomes a problem document. */
@FunctionalInterface
public interface Handler {
    Reply handle(Call call);
}

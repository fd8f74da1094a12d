package dev.hedgerow.server.live;

import java.util.Set;

/** Routes that take a body and change nothing. */
final class ReadOnly {
    static final Set<String> POSTS =
            Set.of(
                    "/v1/graphs/{graph}/query",
                    "/v1/graphs/{graph}/find",
                    "/v1/graphs/{graph}/merge/preview",
                    "/v1/graphs/{graph}/schema/plan");

    private ReadOnly() {}
}

/**
 * What a node tells about itself: health, readiness, version, metrics, its OpenAPI document, and a
 * page for the browser that shows graphs, operations and volumes. None of it needs a token but what
 * the page asks of {@code /v1}.
 */
@NullMarked
package dev.hedgerow.server.status;

import org.jspecify.annotations.NullMarked;

/**
 * REST: requests in, use cases, JSON out, as the OpenAPI document says. A class of routes for each
 * resource; how things look as JSON stands in the classes named views.
 */
@NullMarked
package dev.hedgerow.server.rest;

import org.jspecify.annotations.NullMarked;

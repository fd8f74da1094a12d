/**
 * The Cypher engine: files that hold a graph as tables of nodes and edges, and sessions that ask
 * and change them.
 *
 * <p>{@link dev.hedgerow.engine.Ladybug#load} starts the one {@link
 * dev.hedgerow.engine.CypherEngine} there is. It opens an {@link
 * dev.hedgerow.engine.EngineDatabase} by file and {@link dev.hedgerow.engine.OpenOptions}; its
 * {@link dev.hedgerow.engine.Session}s run {@link dev.hedgerow.engine.Statement}s of trusted
 * callers, and queries within {@link dev.hedgerow.engine.QueryLimits} that end as a {@link
 * dev.hedgerow.engine.QueryResult}.
 */
@NullMarked
package dev.hedgerow.engine;

import org.jspecify.annotations.NullMarked;

/**
 * A Cypher engine for simulated worlds, in the place of LadybugDB: it understands the statements
 * that the projection writes and the few questions that are asked in a play, and keeps its
 * databases on a simulated disk.
 *
 * <p>What it promises is what LadybugDB does. A commit is durable when it is told, with all of its
 * statements or none, the declaration of tables and the comment of one among them. A read
 * transaction sees the moment it began. A database has one writer. The answer to a question about
 * tables is kept with its text. Calls take time, fail at times, and end when their database is
 * closed.
 */
@NullMarked
package dev.hedgerow.simulation.engine;

import org.jspecify.annotations.NullMarked;

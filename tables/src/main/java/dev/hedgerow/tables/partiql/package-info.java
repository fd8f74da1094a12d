/**
 * Statements of PartiQL, as DynamoDB supports them: one lexer, one grammar, and a tree whose
 * conditions, paths and actions are those of {@code tables.expression}, so that one evaluator says
 * what both mean. Parameters stand in the tree as values already.
 */
@NullMarked
package dev.hedgerow.tables.partiql;

import org.jspecify.annotations.NullMarked;

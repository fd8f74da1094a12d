/**
 * The schema language: reading, checking, printing, storing, comparing.
 *
 * <pre>
 * file        := (interface | node | edge)*
 * interface   := "interface" Type annotation* "{" prop* "}"
 * node        := "node" Type (annotation | "implements" Type ("," Type)*)* "{" (prop | rule)* "}"
 * edge        := "edge" Type ":" Type "->" Type annotation* ["{" (prop | rule)* "}"]
 * prop        := name ":" core ["?"] annotation* [","]
 * core        := "[" base "]" | "enum(" word ("," word)* ")" | "Vector(" int ")" | base
 * rule        := "@" ("key" | "unique" | "index" | "range" | "check" | "card") "(" args ")" [","]
 * annotation  := "@" name ["(" args ")"]
 * args        := arg ("," arg)*
 * arg         := bounds | text | number | "true" | "false" | name | "@src" | "@dst"
 *                | name ("=" | ":") arg
 * bounds      := number ".." [number] | ".." number
 * </pre>
 *
 * <p>Behind a property, {@code @key}, {@code @unique} and {@code @index} without names, {@code
 * @range(0..9)} and {@code @check("…")} are the property's own; when their first argument is a name
 * they are rules of the body, on whichever line they stand. {@code @card(0..1)} limits the edges
 * that leave a node, {@code @card(out: 0..1, in: 1..)} both directions. Comments are {@code //} to
 * the end of the line and {@code /*} to {@code *}{@code /}.
 *
 * <p>A text becomes tokens ({@code Lexer}), a syntax tree ({@code Parser}), and a schema numbered
 * from 1 ({@code SchemaCompiler}); all errors of all three are reported together. {@code
 * Evolution} gives the numbers of the schema before to the types and properties that live on.
 */
@NullMarked
package dev.hedgerow.graph.schema;

import org.jspecify.annotations.NullMarked;

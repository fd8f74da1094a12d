/** A request in, a reply out: targets, content types, errors and compression, without sockets. */
@NullMarked
package dev.hedgerow.dynamodb.protocol;

import org.jspecify.annotations.NullMarked;

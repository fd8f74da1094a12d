/** AWS Signature Version 4 in headers: what was signed, by which key, when. */
@NullMarked
package dev.hedgerow.dynamodb.signature;

import org.jspecify.annotations.NullMarked;

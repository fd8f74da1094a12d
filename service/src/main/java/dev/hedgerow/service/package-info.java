/** To be described by its module. */
@NullMarked
package dev.hedgerow.service;

import org.jspecify.annotations.NullMarked;

/** What all Kafka edges share: settings and their checks at the start, supervised threads, and answers of the broker. */
@NullMarked
package dev.tidings.kafka;

import org.jspecify.annotations.NullMarked;

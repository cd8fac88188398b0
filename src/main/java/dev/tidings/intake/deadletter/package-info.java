/** Dead letters: their form in the topic, their list for administrators, and their way back as retries. */
@NullMarked
package dev.tidings.intake.deadletter;

import org.jspecify.annotations.NullMarked;

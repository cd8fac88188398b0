package dev.tidings.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test class that runs the packaged application. Static fields with {@code @Inject} declare what the class needs:
 *
 * <ul>
 *   <li>{@link TidingsProcess}: an instance that is ready before the first test. Several fields are several instances.
 *   <li>{@link TestLog}: the log that the instances read. No other class uses its topics.
 *   <li>{@link Issuer}: the issuer of the tokens. Classes share it, so tests may rotate its keys, but do not stop it.
 *   <li>{@link Broker}: the broker of the log. Classes share it too, unless {@link #ownBroker()} is set.
 *   <li>{@link InstanceFactory}: the way to more instances with the same log, issuer and settings.
 * </ul>
 *
 * <p>After the last test the instances end. The class fails if one of them has logged an error, an exception or a token.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TidingsExtension.class)
public @interface TidingsTest {
    /** Returns variables for the environment of all instances, each as {@code NAME=value}. */
    String[] settings() default {};

    /** Returns whether the class has its own broker, which tests may stop. The topics have their default names there. */
    boolean ownBroker() default false;
}

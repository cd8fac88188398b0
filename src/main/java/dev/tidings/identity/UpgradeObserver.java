package dev.tidings.identity;

/** The port through which refusals before the upgrade are seen from outside. */
public interface UpgradeObserver {

    /** One refused upgrade, and why, in a short stable label. */
    void refused(int status, String reason);
}

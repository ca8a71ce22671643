"""Who gets which place, chosen over all who wait and all places at once: pure values in, a plan out."""

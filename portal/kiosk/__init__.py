"""The public site as plain files: for prisons without internet, read from a disk or a stick."""

"""Work on clips that are files already: joining, trimming, tags. No Qt."""

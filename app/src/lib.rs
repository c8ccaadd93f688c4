//! What a person sees. Pages are compiled for the server alone; islands for both sides.

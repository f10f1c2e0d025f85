"""Parcels up, the agency's word down, receipts back: by LAN, stick or shared folder."""

"""The versioned code lists of the programme, in three languages, and their pure loader.

Nothing here knows Django: the lists are data files in ``data/``, read and checked by `loader`.
"""

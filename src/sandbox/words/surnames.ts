/** Italian surnames, the most common first. */
export const SURNAMES = `
Rossi, Russo, Ferrari, Esposito, Bianchi, Romano, Colombo, Ricci, Marino, Greco, Bruno, Gallo, Conti, De Luca, Mancini,
Costa, Giordano, Rizzo, Lombardi, Moretti, Barbieri, Fontana, Santoro, Mariani, Rinaldi, Caruso, Ferrara, Galli, Martini,
Leone, Longo, Gentile, Martinelli, Vitale, Lombardo, Serra, Coppola, De Santis, D'Angelo, Marchetti, Parisi, Villa, Conte,
Ferraro, Ferri, Fabbri, Bianco, Marini, Grasso, Valentini, Messina, Sala, De Angelis, Gatti, Pellegrini, Palumbo, Sanna,
Farina, Rizzi, Monti, Cattaneo, Morelli, Amato, Silvestri, Mazza, Testa, Grassi, Pellegrino, Carbone, Giuliani, Benedetti,
Barone, Rossetti, Caputo, Montanari, Guerra, Palmieri, Bernardi, Martino, Fiore, De Rosa, Ferretti, Bellini, Basile, Riva,
Donati, Piras, Vitali, Battaglia, Sartori, Neri, Costantini, Milani, Pagano, Ruggiero, Sorrentino, D'Amico, Orlando,
Negri, Mantovani, Bruni, Marra, Piazza, Giuffrida, Olivieri, Ferrero, Fiorentino, Gargiulo, Catalano, Franco,
Calabrese, Guidi, Sacco, Marchi, Longhi, Poli, Pace, Carta, Melis, Deiana, Cocco, Pinna, Puddu, Lai, Meloni, Loi, Murgia,
Di Stefano, Di Marco, Di Lorenzo, Di Maio, Di Martino, Di Giovanni, Di Pietro, Di Benedetto, De Simone, De Marco, De Filippo,
De Vita, De Lorenzo, De Stefano, De Marchi, Della Valle, Della Rocca, Dell'Acqua, Dell'Anna, Dal Pozzo, Dalla Costa, Del Vecchio,
Del Prete, Lo Presti, Lo Cascio, La Rosa, La Torre, Li Causi, D'Agostino, D'Alessandro, D'Elia, D'Onofrio, D'Andrea, D'Ambrosio,
D'Amato, Dell'Orto, Degli Esposti, Aiello, Albanese, Amadori, Angelini, Arena, Baldi, Barbato, Bassi, Bellucci, Berti, Bertolini,
Bertoni, Biagi, Bonetti, Boni, Borghi, Bosco, Brambilla, Bruschi, Cacciatore, Calabrò, Campana, Canale, Cantù, Capuano, Cardinale,
Carli, Carrara, Casadei, Casali, Castelli, Cavalli, Ceccarelli, Cecchini, Cerutti, Chiesa, Cipriani, Cirillo, Colella, Colonna,
Coppa, Corsi, Corti, Cosentino, Cozzi, Crespi, Cristiani, Croce, Cuomo, Dini, Donato, Fabbro, Falcone, Fanti, Fava, Ferrante,
Filippi, Fiorini, Foà, Forte, Franchi, Franceschini, Fumagalli, Fusco, Galletti, Gallina, Garavaglia, Gasparini, Gentili, Gervasi,
Giacomelli, Giorgi, Giusti, Gori, Grandi, Granata, Grimaldi, Guarino, Gualtieri, Guerrini, Iacono, Ianni, Iervolino, Laganà,
Landi, Lanza, Lazzari, Leonardi, Leoni, Liguori, Locatelli, Lorusso, Lucchesi, Luciani, Macrì, Maggi, Magnani, Magri, Maiorano,
Mancuso, Manfredi, Manna, Marangoni, Marchesi, Marconi, Masi, Massa, Mattei, Mauri, Mauro, Mazzoni, Meli, Merlo, Migliore, Miele,
Molinari, Montagna, Morandi, Mori, Moro, Motta, Mura, Napoli, Napolitano, Nardi, Natale, Nicolini, Nobile, Oliva, Orsini, Ottaviani,
Pagani, Palladino, Palma, Papa, Parodi, Pasini, Pasquali, Patanè, Pavan, Pepe, Perri, Perrone, Petrucci, Piccoli, Pini, Pisano,
Pozzi, Proietti, Puglisi, Quaranta, Raimondi, Ravelli, Re, Righi, Riccardi, Rocca, Romagnoli, Romeo, Rosati, Rota, Rubino,
Ruggeri, Sabatini, Salerno, Salvatore, Salvi, Santini, Savini, Scala, Schiavone, Scotti, Sforza, Simonetti, Sorrenti, Spada, Spina,
Stella, Tedesco, Tomasi, Tosi, Trevisan, Turco, Valente, Valenti, Ventura, Venturi, Verdi, Viola, Visconti, Vivaldi, Volpe, Zanella,
Zanetti, Zanini, Zorzi
`
  .trim()
  .split(/,\s+/);
